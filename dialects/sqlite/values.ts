/**
 * Values on their way to SQLite and back.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { bytesOf, isTagged, type Literal, wholeText } from "@retort/core/schema/literal";

const largest = 2n ** 63n;

/**
 * A moment as text that sorts with what CURRENT_TIMESTAMP gives: in UTC, a space for the T, no Z; with
 * the six digits of a second that SQLAlchemy writes. Any other text stays as it is.
 */
export function momentText(iso: string): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(iso);
  if (!found) return iso;
  const [, day, time, fraction = ""] = found;
  return `${day} ${time}.${fraction.padEnd(6, "0")}`;
}

/** What the driver binds for a literal; whole numbers as integers, which it would bind as REAL. */
export function toDriver(value: Literal): null | number | bigint | string | Uint8Array {
  if (value === null) return null;
  if (typeof value === "string") return wholeText(value);
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (!isTagged(value)) throw new RetortError("schema/bad-literal", { value: String(value) });
  if ("date" in value) return momentText(value.date);
  if ("bytes" in value) return bytesOf(value.bytes);
  const number = BigInt(value.bigint);
  if (number >= largest || number < -largest) {
    throw new RetortError("schema/bad-literal", { value: value.bigint });
  }
  return number;
}

/** A row as a plain object; integers that JavaScript's numbers hold exactly as numbers. */
export function toPlain(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const plain: Record<string, unknown> = { ...row };
  for (const key in row) {
    const value = row[key];
    const fits = typeof value === "bigint" && Number.isSafeInteger(Number(value));
    // A column may be called "__proto__"; the copy has it already, so this sets no prototype.
    if (fits) plain[key] = Number(value);
  }
  return plain;
}
