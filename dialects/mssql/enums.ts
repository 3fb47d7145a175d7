/**
 * Enums: SQL Server has none, so a column of one is text.
 *
 * @module
 */
import { type EnumOps, enumOps as standard } from "@retort/ansi";
import { parts } from "./parts.ts";

/** The renderers of the ops on enums. */
export const enumOps: EnumOps = standard(parts);
