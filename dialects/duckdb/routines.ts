/**
 * Routines and triggers: DuckDB has macros, which are no schema objects of retort, and no triggers.
 *
 * @module
 */
import { noRoutines, type RoutineOps, type TriggerOps, unsupported } from "@retort/ansi";
import { spec } from "@retort/core/ops";
import { parts } from "./parts.ts";

/** The renderers of the ops on routines and triggers. */
export const routineOps: RoutineOps & TriggerOps = {
  ...noRoutines(parts, 'make a macro: op.execute("CREATE MACRO …")'),
  createTrigger: (op) => unsupported("duckdb", spec(op).describe(op), "there are no triggers"),
  dropTrigger: (op) => unsupported("duckdb", spec(op).describe(op), "there are no triggers"),
};
