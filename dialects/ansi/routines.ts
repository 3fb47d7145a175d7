/**
 * Functions, procedures and triggers in standard SQL: their definitions are run as they are.
 *
 * @module
 */
import type { RenderTable, Statement } from "@retort/core/dialect";
import { type CoreOp, type OpOf, spec, variantOf } from "@retort/core/ops";
import type { Routine } from "@retort/core/schema";
import { type Parts, tableOfOp, unsupported, words } from "./parts.ts";

/** The ops on routines. */
export type RoutineOps = Pick<RenderTable, "createRoutine" | "replaceRoutine" | "dropRoutine">;

/** The ops on triggers. */
export type TriggerOps = Pick<RenderTable, "createTrigger" | "dropTrigger">;

/** A definition that begins with CREATE, with or without OR REPLACE whatever its author wrote. */
export function withOrReplace(definition: string, orReplace: boolean): string {
  const start = /^((?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*)CREATE\b(?:\s+OR\s+REPLACE\b)?/i;
  return definition.replace(
    start,
    (_all, lead: string) => `${lead}CREATE${orReplace ? " OR REPLACE" : ""}`,
  );
}

/** The definition of a routine for a database. */
export function definitionFor(
  { writer }: Parts,
  routine: Routine,
  names: readonly string[],
): string {
  return writer.text(variantOf(routine.definition, routine.on, names));
}

/** `DROP FUNCTION …`, with the arguments where the op names them. */
export function dropRoutineSql(
  { writer }: Parts,
  routine: Omit<Routine, "definition" | "on"> & { readonly ifExists?: boolean },
): string {
  const { type = "function", arguments: args, ifExists } = routine;
  const list = args === undefined ? "" : `(${args})`;
  const name = writer.table(routine) + list;
  return words("DROP", type.toUpperCase(), ifExists && "IF EXISTS", name);
}

/** Refuses the ops on routines, saying what to do instead. */
export function noRoutines(parts: Parts, instead: string): RoutineOps {
  const refuse = (op: OpOf<keyof RoutineOps & CoreOp["kind"]>): never =>
    unsupported(parts.dialect, spec(op).describe(op), instead);
  return { createRoutine: refuse, replaceRoutine: refuse, dropRoutine: refuse };
}

/** Renderers of the ops on routines and triggers. */
export function routineOps(parts: Parts): RoutineOps & TriggerOps {
  const { writer } = parts;
  const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });
  return {
    createRoutine: ({ routine }, cx) => [catalog(definitionFor(parts, routine, cx.names))],
    replaceRoutine({ routine }, cx) {
      const text = definitionFor(parts, routine, cx.names);
      if (parts.orReplace?.includes("routine")) return [catalog(withOrReplace(text, true))];
      return [
        catalog(dropRoutineSql(parts, { ...routine, ifExists: true })),
        catalog(withOrReplace(text, false)),
      ];
    },
    dropRoutine: (op) => [catalog(dropRoutineSql(parts, op))],
    createTrigger: ({ trigger: { sql, on } }, cx) => [catalog(variantOf(sql, on, cx.names))],
    dropTrigger(op) {
      const exists = op.ifExists ? "IF EXISTS " : "";
      const trigger = writer.table({ ...tableOfOp(op), name: op.name });
      return [catalog(`DROP TRIGGER ${exists}${trigger}`)];
    },
  };
}
