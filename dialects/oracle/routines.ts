/**
 * Functions, procedures and triggers, where Oracle differs from standard SQL.
 *
 * @module
 */
import {
  dropRoutineSql,
  type RoutineOps,
  routineOps as standard,
  type TriggerOps,
} from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import { parts, unlessError } from "./parts.ts";

/** The numbers of the errors that mean that there is no such routine or trigger. */
const missing = { routine: [4043], trigger: [4080] } as const;

const own = standard(parts);

/** The renderers of the ops on routines and triggers. */
export const routineOps: RoutineOps & TriggerOps = {
  ...own,
  dropRoutine(op) {
    // Names can't be overloaded outside packages, so arguments have no place here.
    const { arguments: _arguments, ifExists, ...rest } = op;
    const statement: Statement = { sql: dropRoutineSql(parts, rest), cost: "catalog" };
    return [ifExists ? unlessError(statement, missing.routine) : statement];
  },
  dropTrigger(op, cx) {
    const { ifExists, ...rest } = op;
    const statements = own.dropTrigger(rest, cx);
    if (!ifExists) return statements;
    return statements.map((statement) => unlessError(statement, missing.trigger));
  },
};
