/**
 * SQL that a user gives as text or as a fragment.
 *
 * @module
 */
import type { Sql } from "../schema/mod.ts";

export { fragment, fragments } from "../schema/declare.ts";

/** A fragment as it is written: text alone is a string. */
export function plainSql(fragment: Sql): string | Sql {
  const [only, ...others] = fragment.sql;
  return typeof only === "string" && others.length === 0 ? only : fragment;
}

/** Variants for dialects as they are written. */
export function plainVariants(
  on: Readonly<Record<string, Sql>> | undefined,
): Readonly<Record<string, string | Sql>> | undefined {
  return on && Object.fromEntries(Object.entries(on).map(([name, text]) => [name, plainSql(text)]));
}

/**
 * What applies of something and its variants: that of the first name that has one.
 *
 * ```ts
 * import { variantOf } from "@retort/core/ops";
 *
 * variantOf("a", { mysql: "b" }, ["mariadb", "mysql"]); // "b"
 * ```
 */
export function variantOf<T>(
  standard: T,
  on: Readonly<Record<string, T>> | undefined,
  names: readonly string[],
): T {
  const name = names.find((item) => on?.[item] !== undefined);
  return (name === undefined ? undefined : on?.[name]) ?? standard;
}
