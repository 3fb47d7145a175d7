/**
 * The definition of a column.
 *
 * @module
 */
import { columnDefinition as standardDefinition, unsupported, words } from "@retort/ansi";
import type { Column, Identity } from "@retort/core/schema";
import { checkedOptions, parts } from "./parts.ts";

/** A column as it stands in CREATE TABLE and ADD. */
export function columnDefinition(column: Column, names: readonly string[]): string {
  const { identity, ...rest } = column;
  checkedOptions(column.options, [], `column "${column.name}"`);
  if (column.computed?.stored) {
    const what = `store the computed column "${column.name}"`;
    unsupported("oracle", what, "leave stored away; it is computed on reading");
  }
  if (!identity) return standardDefinition(parts, column, names);
  return `${standardDefinition(parts, { ...rest, nullable: true }, names)} ${
    identityText(identity)
  }`;
}

/** `GENERATED … AS IDENTITY`; Oracle writes its negations as one word, and caches no single number. */
export function identityText(identity: Identity): string {
  const { start, increment, minValue, maxValue, cache, cycle } = identity;
  const options = words(
    increment !== undefined && `INCREMENT BY ${increment}`,
    start !== undefined && `START WITH ${start}`,
    minValue !== undefined && `MINVALUE ${minValue}`,
    maxValue !== undefined && `MAXVALUE ${maxValue}`,
    cache !== undefined && (cache < 2 ? "NOCACHE" : `CACHE ${cache}`),
    cycle !== undefined && (cycle ? "CYCLE" : "NOCYCLE"),
  );
  const kind = identity.always ? "ALWAYS" : "BY DEFAULT";
  return words(`GENERATED ${kind} AS IDENTITY`, options !== "" && `(${options})`);
}
