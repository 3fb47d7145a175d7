/**
 * Indexes.
 *
 * @module
 */
import { compact, type Index, type IndexPart, type Json, sql } from "@retort/core/schema";
import type { Platform } from "./table.ts";
import type { TargetIndex } from "./target.ts";

/** An index. */
export function indexOf(index: TargetIndex, platform: Platform): Index {
  const { keyName, unique, where, include = [], fillFactor, columns = [] } = index;
  const type = typeof index.type === "object" ? index.type.indexType : index.type;
  const words = type?.toLowerCase();
  const lengths = columns.flatMap(({ name, length }) =>
    length === undefined ? [] : [[name, length]]
  );
  const special = words === "fulltext" || words === "spatial";
  const own = compact({
    using: words === "btree" || special ? undefined : words,
    type: special && platform === "mysql" ? words : undefined,
    with: fillFactor === undefined ? undefined : { fillfactor: fillFactor },
    length: lengths.length === 0 ? undefined : Object.fromEntries(lengths),
  }) as Record<string, Json>;
  return compact({
    name: keyName,
    unique,
    parts: partsOf(index),
    where: where === undefined ? undefined : sql.raw(where),
    include: include.length === 0 ? undefined : [...include],
    options: Object.keys(own).length === 0 ? undefined : { [platform]: own },
  });
}

function partsOf({ columnNames, columns = [] }: TargetIndex): readonly IndexPart[] {
  if (columns.length === 0) return columnNames.map((column) => ({ column }));
  return columns.map(({ name, sort, nulls, collation }) =>
    compact({
      column: name,
      order: sort?.toLowerCase() === "desc" ? "desc" as const : undefined,
      nulls: nulls?.toLowerCase() as IndexPart["nulls"],
      collation,
    })
  );
}
