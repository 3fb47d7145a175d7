/**
 * The names that variants of a value may go by.
 *
 * @module
 */
import type { Dialect } from "./dialect.ts";

/** The names under which variants for a product stand, the more particular first. */
export function variantNames({ name }: Pick<Dialect, "name">, flavour: string): readonly string[] {
  return flavour === name ? [name] : [flavour, name];
}
