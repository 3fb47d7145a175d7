/**
 * Values on their way to the driver and back.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { Literal } from "@retort/core/schema";
import { bytesOf, isTagged } from "@retort/core/schema/literal";
import { moment } from "./writer.ts";

/** What the driver binds for a literal. */
export function toDriver(value: Literal): null | number | string | boolean | Uint8Array {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new RetortError("schema/bad-literal", { value });
    return value;
  }
  if (!isTagged(value)) throw new RetortError("schema/bad-literal", { value: String(value) });
  if ("date" in value) return moment(value.date);
  // As text: a JavaScript number would be sent as DOUBLE.
  if ("bigint" in value) return value.bigint;
  return bytesOf(value.bytes);
}
