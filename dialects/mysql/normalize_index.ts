/**
 * Uniques and indexes as the server would hold them: it makes no difference between the two.
 *
 * @module
 */
import { mapped } from "@retort/ansi";
import { compact, type Index, type IndexPart, type Table, type Unique } from "@retort/core/schema";
import { canonicalSql } from "./expressions.ts";
import { own, ownOptions } from "./flavour.ts";
import { shortName } from "./names.ts";
import { lengths } from "./normalize.ts";

/** Uniques over whole columns, and everything else that is an index. */
export function normalizeIndexes(
  table: Table,
  names: readonly string[],
): Pick<Table, "uniques" | "indexes"> {
  const all = [
    ...table.uniques.map((item) => indexOfUnique(item, names)),
    ...table.indexes.map((item) => normalizeIndex(item, names)),
  ];
  const uniques: Unique[] = [];
  const indexes: Index[] = [];
  for (const item of all) {
    const unique = plainUnique(item);
    if (unique) uniques.push(unique);
    else indexes.push(item as Index);
  }
  return { uniques, indexes };
}

/** An index that may have no name yet, as a unique may. */
type MaybeNamed = Omit<Index, "name"> & { readonly name?: string };

function indexOfUnique(item: Unique, names: readonly string[]): MaybeNamed {
  const length = lengths(own(item, names)["length"], item.columns);
  return compact({
    name: item.name === undefined ? undefined : shortName(item.name),
    unique: true,
    parts: item.columns.map((column) => part({ column }, length?.[column])),
  });
}

/** The unique constraint that an index amounts to, if every part is a whole column in order. */
function plainUnique(index: MaybeNamed): Unique | undefined {
  if (!index.unique || index.options !== undefined) return undefined;
  const columns = index.parts.flatMap(({ column, order, options }) =>
    column !== undefined && order === undefined && options === undefined ? [column] : []
  );
  if (columns.length !== index.parts.length) return undefined;
  return index.name === undefined ? { columns } : { name: index.name, columns };
}

function normalizeIndex(index: Index, names: readonly string[]): Index {
  if (index.options === undefined && index.parts.every((item) => item.options === undefined)) {
    const name = shortName(index.name);
    const parts = mapped(index.parts, (item) => part(item, undefined));
    const bare = index.where === undefined && index.include === undefined;
    const kept = bare && name === index.name && parts === index.parts;
    return kept ? index : { name, unique: index.unique, parts };
  }
  const options = own(index, names);
  const type = options["type"];
  const columns = index.parts.flatMap((item) => item.column ?? []);
  const length = lengths(options["length"], columns);
  return compact({
    name: shortName(index.name),
    unique: index.unique,
    parts: index.parts.map((item) => {
      const given = own(item, names)["length"] ?? length?.[item.column ?? ""];
      return part(item, typeof given === "number" ? given : undefined);
    }),
    options: ownOptions({
      type: type === undefined ? undefined : String(type).toLowerCase(),
      comment: options["comment"] === "" ? undefined : options["comment"],
      ignored: options["ignored"] === true ? true : undefined,
    }),
  }) as Index;
}

function part(item: IndexPart, length: unknown): IndexPart {
  if (item.column !== undefined && item.order !== "desc" && typeof length !== "number") {
    const column = shortName(item.column);
    const bare = item.order === undefined && item.nulls === undefined &&
      item.collation === undefined && item.expression === undefined && item.options === undefined;
    return bare && column === item.column ? item : { column };
  }
  return compact({
    column: item.column === undefined ? undefined : shortName(item.column),
    expression: item.expression && canonicalSql(item.expression),
    order: item.order === "desc" ? "desc" as const : undefined,
    options: ownOptions({ length: typeof length === "number" ? length : undefined }),
  }) as IndexPart;
}
