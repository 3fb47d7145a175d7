/**
 * Values on their way to PostgreSQL and back.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { Literal } from "@retort/core/schema";
import { bytesOf, isTagged, wholeText } from "@retort/core/schema/literal";

/** What the driver is given for a literal; the server finds the types of texts and numbers itself. */
export function toDriver(value: Literal): null | number | boolean | string | Uint8Array {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return wholeText(value);
  if (!isTagged(value)) throw new RetortError("schema/bad-literal", { value: String(value) });
  if ("bytes" in value) return bytesOf(value.bytes);
  return "date" in value ? value.date : value.bigint;
}

function hex(bytes: Uint8Array): string {
  return `\\x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A type as the driver wants it: the numbers of the types, and how their values are written. */
export interface DriverType {
  /** The number by which values are sent. */
  readonly to: number;
  /** The numbers of the types that it reads. */
  readonly from: number[];
  /** The text of a value. */
  readonly serialize: (value: unknown) => unknown;
  /** The value of a text. */
  readonly parse: (text: string) => unknown;
}

const asText = (value: unknown): string => String(value);

/** An integer as a number where JavaScript's numbers hold it exactly. */
function wholeNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** How values are read and written: dates and decimals stay text, since JavaScript would lose digits. */
export const driverTypes: Readonly<Record<string, DriverType>> = {
  whole: { to: 20, from: [20], serialize: asText, parse: wholeNumber },
  moment: {
    to: 1184,
    from: [1082, 1083, 1114, 1184, 1266],
    serialize: asText,
    parse: (text) => text,
  },
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (value) => typeof value === "string" ? value : JSON.stringify(value),
    parse: (text) => JSON.parse(text),
  },
  truth: {
    to: 16,
    from: [16],
    serialize: (value) => typeof value === "string" ? value : value ? "t" : "f",
    parse: (text) => text === "t",
  },
  bytes: {
    to: 17,
    from: [17],
    serialize: (value) => value instanceof Uint8Array ? hex(value) : String(value),
    parse: (text) => bytesOf(text.slice(2)),
  },
};
