/**
 * Comparing enumerated types: which come and go, and their values.
 *
 * @module
 */
import { addEnumValue, createEnum, dropEnum, type Op, removeEnumValue } from "../ops/mod.ts";
import { compact, displayName, type EnumType, type Schema } from "../schema/mod.ts";
import type { DiffContext } from "./comparator.ts";

/** The ops on enums, before and after those on tables. */
export interface EnumOps {
  /** Types and values that come: before a column can use them. */
  readonly before: readonly Op[];
  /** Types and values that go: after no column uses them. */
  readonly after: readonly Op[];
}

/** Compares the enums of two schemas; nothing where the second has none to compare. */
export function compareEnums(from: Schema, to: Schema, cx: DiffContext): EnumOps {
  if (!to.enums) return { before: [], after: [] };
  const before: Op[] = [];
  const after: Op[] = [];
  for (const [key, type] of sorted(to.enums)) {
    const old = from.enums?.get(key);
    const place = compact({ schema: type.schema });
    if (!old) {
      before.push(createEnum(type.name, type.values, place));
      continue;
    }
    before.push(...addedValues(old, type));
    const gone = old.values.filter((value) => !type.values.includes(value));
    after.push(...gone.map((value) => removeEnumValue(type.name, value, place)));
  }
  const managed = cx.managedEnum ?? (() => true);
  for (const [key, { name, schema }] of sorted(from.enums ?? new Map<string, EnumType>())) {
    const place = compact({ schema });
    if (!to.enums.has(key) && managed({ name, ...place })) after.push(dropEnum(name, place));
  }
  return { before, after };
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

function sorted(
  enums: ReadonlyMap<string, EnumType>,
): readonly (readonly [string, EnumType])[] {
  return [...enums].sort(([, a], [, b]) => (displayName(a) < displayName(b) ? -1 : 1));
}
