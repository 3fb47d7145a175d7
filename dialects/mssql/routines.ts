/**
 * Functions, procedures and triggers, where SQL Server differs from standard SQL.
 *
 * @module
 */
import {
  definitionFor,
  dropRoutineSql,
  type RoutineOps,
  routineOps as standard,
  type TriggerOps,
  withOrReplace,
} from "@retort/ansi";
import { parts } from "./parts.ts";

/** The renderers of the ops on routines and triggers. */
export const routineOps: RoutineOps & TriggerOps = {
  ...standard(parts),
  replaceRoutine({ routine }, { names }) {
    const text = withOrReplace(definitionFor(parts, routine, names), true);
    return [{ sql: text.replace(/\bCREATE OR REPLACE\b/, "CREATE OR ALTER"), cost: "catalog" }];
  },
  dropRoutine(op) {
    // Names can't be overloaded, so arguments have no place here.
    const { arguments: _arguments, ...rest } = op;
    return [{ sql: dropRoutineSql(parts, rest), cost: "catalog" }];
  },
};
