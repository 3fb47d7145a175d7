/**
 * Enumerated types: DuckDB's columns hold their values themselves, whatever a type is called.
 *
 * @module
 */
import { type EnumOps, noEnums } from "@retort/ansi";
import { parts } from "./parts.ts";

/** The renderers of the ops on enums: all of them are changes of columns here. */
export const enumOps: EnumOps = noEnums(
  parts,
  "change the columns: op.alterColumn(table, column, { type: enumeration(name, values) })",
);
