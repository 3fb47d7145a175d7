/**
 * Reports and errors as one JSON document.
 *
 * @module
 */
import type { ErrorWords } from "./error.ts";

/** Data as JSON text; what JSON cannot hold is written as it is usually spelled. */
export function toJson(data: unknown): string {
  return `${JSON.stringify(data, plain, 2)}\n`;
}

/** An error as JSON text. */
export function errorJson(error: ErrorWords): string {
  const { code, message, data, place, database, hint } = error;
  return toJson({ error: { code, message, data, place, database, hint } });
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  if (value instanceof Uint8Array) return value.toHex();
  return value;
}
