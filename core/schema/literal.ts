/**
 * Literals: the values that a default, a row or a placeholder may hold, in JSON-able form.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";

/** A value as it stands in an op: plain JSON, or tagged where JSON has no such type. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | { readonly bigint: string }
  | { readonly bytes: string }
  | { readonly date: string };

/** What a user may write where a {@link Literal} is wanted. */
export type LiteralInput = Literal | bigint | Date | Uint8Array;

/**
 * Turns a JavaScript value into a {@link Literal}.
 *
 * ```ts
 * import { literal } from "@retort/core/schema";
 *
 * literal(10n); // { bigint: "10" }
 * literal(new Uint8Array([255])); // { bytes: "ff" }
 * ```
 *
 * @throws {RetortError} `schema/bad-literal` for NaN, infinities, invalid dates and other types.
 */
export function literal(value: LiteralInput): Literal {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "bigint") return { bigint: String(value) };
  if (value instanceof Uint8Array) return { bytes: hex(value) };
  if (value instanceof Date && !Number.isNaN(value.getTime())) return { date: value.toISOString() };
  if (isTagged(value)) return value;
  throw new RetortError("schema/bad-literal", { value: String(value) });
}

/**
 * Bytes from hexadecimal digits, for literals in revision files.
 *
 * ```ts
 * import { bytes } from "@retort/core/schema";
 *
 * bytes("00ff"); // { bytes: "00ff" }
 * ```
 */
export function bytes(digits: string): Literal {
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) {
    throw new RetortError("schema/bad-literal", { value: digits });
  }
  return { bytes: digits.toLowerCase() };
}

/** Whether a value is a tagged literal object. */
export function isTagged(value: unknown): value is Exclude<Literal, string | number | boolean> {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value);
  if (keys.length !== 1) return false;
  const [tag] = keys;
  const text = Object.values(value)[0];
  return (tag === "bigint" || tag === "bytes" || tag === "date") && typeof text === "string";
}

/** The bytes that the hexadecimal digits of a literal stand for. */
export function bytesOf(digits: string): Uint8Array {
  const pairs = digits.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/**
 * A text for a server that keeps no NUL character: better refused than cut off there.
 *
 * @throws {RetortError} `schema/bad-literal`.
 */
export function wholeText(value: string): string {
  if (!value.includes("\0")) return value;
  throw new RetortError("schema/bad-literal", { value: value.replaceAll("\0", "\\0") });
}

function hex(value: Uint8Array): string {
  return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
