/**
 * Values on their way to the driver and back.
 *
 * @module
 */
import { bytesOf, type Literal, wholeText } from "@retort/core/schema/literal";
import { momentText } from "./writer.ts";

/** What the driver takes; bytes by its own class. */
export type Bound = string | number | bigint | boolean | null | { readonly bytes: Uint8Array };

/** A literal as the driver takes it: whole numbers as such, for an expression may be of them. */
export function toDriver(value: Literal): Bound {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return wholeText(value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if ("bigint" in value) return BigInt(value.bigint);
  if ("date" in value) return momentText(value.date);
  return { bytes: bytesOf(value.bytes) };
}

/**
 * A value of a row as plain data: whole numbers as numbers where those hold them exactly, bytes as
 * bytes, all that JavaScript has no type for as DuckDB's text.
 */
export function toPlain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if ("bytes" in value && value.bytes instanceof Uint8Array) return new Uint8Array(value.bytes);
  if ("items" in value && Array.isArray(value.items)) return value.items.map(toPlain);
  return String(value);
}
