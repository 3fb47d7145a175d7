/**
 * Comparing enumerated types: which come and go, and their values.
 *
 * @module
 */
import { addEnumValue, createEnum, dropEnum, type Op, removeEnumValue } from "../ops/mod.ts";
import { compact, type EnumType, same, tableKey } from "../schema/mod.ts";
import type { ObjectName, Unchangeable } from "./comparator.ts";
import { objectName, type Sides, sortObjects } from "./objects.ts";

/** The ops on enums, before and after those on tables. */
export interface EnumOps {
  /** Types and values that come: before a column can use them. */
  readonly before: readonly Op[];
  /** Types and values that go: after no column uses them. */
  readonly after: readonly Op[];
  /** Types that lose values, so that their columns are converted. */
  readonly shrunk: readonly EnumType[];
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
  /** Values whose order differs, and types that others still use: no op can change that. */
  readonly unchangeable: readonly Unchangeable[];
}

/** Compares the enums of two schemas. */
export function compareEnums(sides: Sides): EnumOps {
  const { removed, added, pairs, unmanaged } = sortObjects(sides, { map: "enums" });
  const users = (type: EnumType): readonly string[] =>
    sides.cx.enumsInUse?.get(tableKey(type)) ?? [];
  const free = removed.filter((type) => users(type).length === 0);
  const goneOf = ({ from, to }: { readonly from: EnumType; readonly to: EnumType }) =>
    from.values.filter((value) => !to.values.includes(value));
  const place = ({ schema }: EnumType): { readonly schema?: string } => compact({ schema });
  return {
    before: [
      ...added.map((type) => createEnum(type.name, type.values, place(type))),
      ...pairs.flatMap(({ from, to }) => addedValues(from, to)),
    ],
    after: [
      ...pairs.flatMap((pair) =>
        goneOf(pair).map((value) => removeEnumValue(pair.to.name, value, place(pair.to)))
      ),
      ...free.map((type) => dropEnum(type.name, place(type))),
    ],
    shrunk: pairs.filter((pair) => goneOf(pair).length > 0).map(({ from }) => from),
    unmanaged: unmanaged.map((type) => objectName("enum", type)),
    unchangeable: [
      ...pairs.flatMap(({ from, to }) => reordered(from, to)),
      ...removed.filter((type) => !free.includes(type)).map((type) => ({
        ...objectName("enum", type),
        what: `no model has it, but columns that are not looked at do: ${users(type).join(", ")}`,
      })),
    ],
  };
}

/** New values, each before the next one that is there already. */
function addedValues(old: EnumType, type: EnumType): readonly Op[] {
  const place = compact({ schema: type.schema });
  return type.values.flatMap((value, index) => {
    if (old.values.includes(value)) return [];
    const next = type.values.slice(index + 1).find((later) => old.values.includes(later));
    const at = next === undefined ? place : { ...place, before: next };
    return [addEnumValue(type.name, value, at)];
  });
}

function reordered(from: EnumType, to: EnumType): readonly Unchangeable[] {
  const now = from.values.filter((value) => to.values.includes(value));
  const wanted = to.values.filter((value) => from.values.includes(value));
  if (same(now, wanted)) return [];
  const what = `its values stand in the order ${now.join(", ")}, not ${wanted.join(", ")}`;
  return [{ ...objectName("enum", to), what }];
}
