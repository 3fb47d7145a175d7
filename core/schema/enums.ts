/**
 * The enumerated types that columns name.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { same } from "./data.ts";
import { displayName, type Table, tableKey } from "./model.ts";
import type { EnumType } from "./objects.ts";
import { enumOf } from "./types.ts";

/**
 * The enums of the columns of some tables by {@link tableKey}, and those that were declared alone.
 *
 * ```ts
 * import { enumeration, MetaData, usedEnums } from "@retort/core/schema";
 *
 * const metadata = new MetaData();
 * const { table } = metadata.table("people", { mood: enumeration("mood", ["happy", "sad"]) });
 * usedEnums([table]).get("mood"); // { name: "mood", values: ["happy", "sad"] }
 * ```
 *
 * @throws {RetortError} `schema/enum-conflict` where two columns say different values.
 */
export function usedEnums(
  tables: Iterable<Table>,
  declared?: ReadonlyMap<string, EnumType>,
): ReadonlyMap<string, EnumType> {
  const found = new Map(declared);
  for (const { columns } of tables) {
    for (const { type } of columns) {
      const item = enumOf(type.on?.["postgres"] ?? type);
      if (!item) continue;
      const other = found.get(tableKey(item));
      if (other && !same(other.values, item.values)) {
        const said = [other.values, item.values].map((list) => list.join(", "));
        throw new RetortError("schema/enum-conflict", { name: displayName(item), said });
      }
      found.set(tableKey(item), item);
    }
  }
  return found;
}
