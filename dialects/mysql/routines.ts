/**
 * Functions, procedures and triggers, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { type RoutineOps, routineOps as standard, type TriggerOps } from "@retort/ansi";
import { isMariaDb } from "./flavour.ts";
import { parts } from "./parts.ts";

const ansi = standard(parts);
const replacing = standard({ ...parts, orReplace: ["routine"] });

/** A routine without the arguments that tell overloads apart: there are none here. */
function single<T extends { readonly arguments?: string }>(routine: T): Omit<T, "arguments"> {
  const { arguments: _arguments, ...rest } = routine;
  return rest;
}

/** The renderers of the ops on routines and triggers. */
export const routineOps: RoutineOps & TriggerOps = {
  ...ansi,
  replaceRoutine(op, cx) {
    const { replaceRoutine } = isMariaDb(cx.names) ? replacing : ansi;
    return replaceRoutine({ ...op, routine: single(op.routine) }, cx);
  },
  dropRoutine: (op, cx) => ansi.dropRoutine(single(op), cx),
};
