/**
 * The definition of a column.
 *
 * @module
 */
import { typeFor, unsupported, words } from "@retort/ansi";
import { type Column, type Default, type Identity, isSql } from "@retort/core/schema";
import { checkedOptions, collationName } from "./parts.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** A column as it stands in CREATE TABLE and ADD; NULL is said, since a session can turn it round. */
export function columnDefinition(column: Column, names: readonly string[]): string {
  checkedOptions(column.options, [], `column "${column.name}"`);
  const { identity, computed } = column;
  if (computed) {
    const text = `${writer.name(column.name)} AS (${writer.text(computed.expression)})`;
    return words(text, computed.stored && "PERSISTED", !column.nullable && "NOT NULL");
  }
  return words(
    writer.name(column.name),
    wholeType(column, names),
    column.nullable && identity === undefined ? "NULL" : "NOT NULL",
    column.default !== undefined && `DEFAULT ${defaultText(column.default)}`,
    identity && identityText(column.name, identity),
  );
}

/** The type of a column with its collation. */
export function wholeType(
  column: Pick<Column, "type" | "collation">,
  names: readonly string[],
): string {
  const type = types.format(typeFor(column.type, names));
  return words(
    type,
    column.collation !== undefined && `COLLATE ${collationName(column.collation)}`,
  );
}

/** A default without the word DEFAULT. */
export function defaultText(value: Default): string {
  return isSql(value) ? writer.text(value) : writer.literal(value.value);
}

/** `IDENTITY(start,step)`; what else an identity can say, SQL Server refuses. */
function identityText(column: string, identity: Identity): string {
  const { start, increment, minValue, maxValue, cache, cycle } = identity;
  const limits = [minValue, maxValue, cache];
  if (limits.some((value) => value !== undefined) || cycle === true) {
    const what = `limit, cache or cycle the numbers of "${column}"`;
    unsupported("mssql", what, "leave them away, or take a sequence as the default");
  }
  if (start === undefined && increment === undefined) return "IDENTITY";
  return `IDENTITY(${start ?? 1},${increment ?? 1})`;
}
