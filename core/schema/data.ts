/**
 * Small helpers for immutable, JSON-able data.
 *
 * @module
 */

/** Any value that survives `JSON.parse(JSON.stringify(value))`. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The type of an object without its `undefined` values. */
export type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/**
 * A copy of an object without the keys whose value is `undefined`, so that "not given" has one form.
 *
 * ```ts
 * import { compact } from "@retort/core/schema";
 *
 * compact({ name: "users", schema: undefined }); // { name: "users" }
 * ```
 */
export function compact<T extends object>(value: T): Compact<T> {
  const found: Record<string, unknown> = {};
  // Schemas are made of hundreds of thousands of these; pairs of keys and values take thrice the time.
  for (const key in value) {
    const item: unknown = value[key];
    if (item === undefined) continue;
    set(found, key, item);
  }
  return found as Compact<T>;
}

const plain = { enumerable: true, configurable: true, writable: true };

/** Not by assignment alone, which a key "__proto__" would not survive. */
function set(found: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(found, key, { ...plain, value });
  else found[key] = value;
}

/** Freezes a value and everything in it. */
export function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map || value instanceof Set) return value;
  Object.freeze(value);
  // No list of the values is made: there are hundreds of thousands of these.
  if (Array.isArray(value)) { for (const item of value) freeze(item); }
  else for (const key in value) freeze(value[key]);
  return value;
}

/** Whether two values of data are equal: keys in any order, `undefined` like absent. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && sameLists(a, b);
  }
  const [left, right] = [a as Data, b as Data];
  for (const key in left) if (!same(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}

type Data = Readonly<Record<string, unknown>>;

function sameLists(left: readonly unknown[], right: readonly unknown[]): boolean {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (!same(left[index], right[index])) return false;
  }
  return true;
}

/** JSON with keys in sorted order, so that equal data is equal text. */
export function stableJson(value: unknown): string {
  // A copy that is written at once: a function that is asked for each value takes twice the time.
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || "toJSON" in value) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const found: Record<string, unknown> = {};
  const items = value as Data;
  for (const key of Object.keys(value).sort()) set(found, key, inOrder(items[key]));
  return found;
}
