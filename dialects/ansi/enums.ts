/**
 * Enumerated types: standard SQL has none that stand by themselves.
 *
 * @module
 */
import type { RenderTable } from "@retort/core/dialect";
import { type CoreOp, type OpOf, spec } from "@retort/core/ops";
import { type Parts, unsupported } from "./parts.ts";

/** The ops on enums. */
export type EnumOps = Pick<
  RenderTable,
  "createEnum" | "dropEnum" | "addEnumValue" | "renameEnumValue" | "removeEnumValue"
>;

/** Refuses the ops on enums, saying what to do instead. */
export function noEnums(parts: Parts, instead: string): EnumOps {
  const refuse = (op: OpOf<keyof EnumOps & CoreOp["kind"]>): never =>
    unsupported(parts.dialect, spec(op).describe(op), instead);
  return {
    createEnum: refuse,
    dropEnum: refuse,
    addEnumValue: refuse,
    renameEnumValue: refuse,
    removeEnumValue: refuse,
  };
}

/** Renderers of the ops on enums. */
export function enumOps(parts: Parts): EnumOps {
  return noEnums(
    parts,
    "an enumeration(…) column needs no type of its own here; leave the op away",
  );
}
