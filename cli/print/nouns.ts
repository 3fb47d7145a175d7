/**
 * Objects by what they are and how they are called.
 *
 * @module
 */
import type { ObjectName } from "@retort/core/diff";

/** `view audit.names`, `policy own on notes`; a table is just its name. */
export function objectWords({ noun, schema, name, table }: ObjectName): string {
  const full = schema === undefined ? name : `${schema}.${name}`;
  const on = table === undefined ? "" : ` on ${table}`;
  return noun === "table" ? full : `${nounWords(noun)} ${full}${on}`;
}

/** A noun as people read it: `policy` of a plugin's `policies:policy`. */
export function nounWords(noun: string): string {
  const [first = "", second] = noun.split(":");
  return second === undefined ? first : second.replaceAll(/[_-]/g, " ");
}
