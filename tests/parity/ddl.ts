/**
 * Runs recorded cases of operations and their SQL.
 *
 * @module
 */
import { isRetortError, type RetortError } from "@retort/core/errors";
import { renderOp } from "@retort/core/dialect";
import type { Op } from "@retort/core/ops";
import { planOps } from "@retort/core/plan";
import { emptySchema } from "@retort/core/schema";
import { Unwritable } from "./ddl/alter.ts";
import { canonical } from "./ddl/canonical.ts";
import type { DdlCase, NeutralOp, NeutralTable } from "./ddl/neutral.ts";
import { opsOf, tableOp } from "./ddl/operations.ts";
import { essentials, scriptFor } from "./ddl/script.ts";
import { type Target, targets } from "./ddl/settings.ts";
import { contentsAfter, migrated } from "./ddl/sqlite.ts";
import { stateBefore } from "./ddl/state.ts";
import { type Case, type Outcome, same } from "./outcome.ts";

/** Stands for what our ops have no words for. */
const unwritable = "parity/unwritable";

/** What was recorded beside what is written here. */
interface Compared {
  readonly expected: readonly string[];
  readonly got: readonly string[];
  /** The SQL of ours as it is, for people. */
  readonly shown?: readonly string[];
}

/** Checks one case. */
export async function checkDdl(recorded: Case): Promise<Outcome> {
  const item = recorded as DdlCase;
  const { name, expect } = item;
  const target = targets.get(item.dialect);
  if (target === undefined) {
    return { name, faults: [], expected: expect, got: null, skipped: `no dialect ${item.dialect}` };
  }
  try {
    const { expected, got, shown = got } = await compared(item, target);
    const faults = expect.error !== undefined
      ? [`no error, but ${expect.error} was recorded`]
      : same(expected, got)
      ? []
      : ["other SQL"];
    return { name, faults, expected: expect.error ?? expected, got: shown };
  } catch (error) {
    if (!isRetortError(error) && !(error instanceof Unwritable)) throw error;
    const code = isRetortError(error) ? error.code : unwritable;
    const faults = isRefusal(error, expect.error) ? [] : [`error ${code}`];
    return { name, faults, expected: expect, got: { error: code, message: error.message } };
  }
}

/** Our refusals by what Python called them; those of the graph have names of their own. */
const refusals: Readonly<Record<string, readonly string[]>> = {
  CompileError: ["dialect/unsupported", "op/unknown-state", "parity/unwritable"],
  NotImplementedError: ["dialect/unsupported", "op/unknown-state"],
  UnsupportedCompilationError: ["dialect/unsupported", "op/unknown-state"],
  CommandError: ["dialect/unsupported", "op/unknown-state", "op/bad-argument", "run/offline-range"],
  TypeError: ["op/bad-argument"],
  ValueError: ["op/bad-argument", "op/missing"],
  AssertionError: ["dialect/unsupported", "op/bad-argument"],
};

function isRefusal(error: RetortError | Unwritable, category = ""): boolean {
  const code = isRetortError(error) ? error.code : unwritable;
  if (refusals[category]?.includes(code)) return true;
  // A message stands for the category where Alembic has only one for all its commands.
  return category === "CommandError" && code === "graph/ambiguous-walk";
}

async function compared(item: DdlCase, target: Target): Promise<Compared> {
  if (item.mode === "offlineScript") return await script(item, target);
  const ops = (item.ops ?? []).flatMap((op) => opsOf(op, target.dialect.name));
  if (item.mode === "online") {
    const form = (sql: readonly string[]): readonly string[] => canonical(sql, target);
    const wanted = (item.expect.finalSchema ?? []).filter((sql) => !/ sqlite_/.test(sql));
    const got = await migrated(item.setup ?? [], ops);
    return { expected: form(wanted), got: form(got), shown: got };
  }
  return offline(item, target, ops);
}

async function script(item: DdlCase, target: Target): Promise<Compared> {
  const text = await scriptFor(item, target);
  // Where something ends batches, it ends statements; blocks hold semicolons of their own.
  const { batch } = target.dialect.brackets;
  const parts = batch === undefined ? text.split(/;\n/) : text.split(`\n${batch}\n`);
  const statements = parts.map((part) => part.trim().replace(/;$/, ""));
  return {
    expected: canonical(essentials(item.expect.script ?? []), target),
    got: canonical(essentials(statements), target),
  };
}

function offline(item: DdlCase, target: Target, ops: readonly Op[]): Compared {
  const { dialect, names } = target;
  const state = stateBefore(item.ops ?? [], dialect.name);
  const planned = planOps(ops, state, { dialect, names, offline: true });
  const shown = [
    ...planned.before,
    ...planned.groups.flatMap((group) => group.statements),
    ...planned.after,
  ].map(({ sql }) => sql);
  const recorded = item.expect.sql ?? [];
  const copied = rebuiltTable(item.ops ?? [], dialect.name);
  if (copied && recorded.length > 0) {
    const setup = setupOf(copied, target);
    const form = (sql: readonly string[]): readonly string[] =>
      canonical(contentsAfter([...setup, ...sql]), target);
    return { expected: form(recorded), got: form(shown), shown };
  }
  return { expected: canonical(recorded, target), got: canonical(shown, target), shown };
}

/** The table that a batch on SQLite may rebuild: by other statements, but to the same end. */
function rebuiltTable([first]: readonly NeutralOp[], dialect: string): NeutralTable | undefined {
  if (dialect !== "sqlite" || first?.kind !== "batch") return undefined;
  return (first["copyFrom"] ?? undefined) as NeutralTable | undefined;
}

/** The statements that make a table and the one that its foreign key points at. */
function setupOf(table: NeutralTable, { dialect, names }: Target): readonly string[] {
  const cx = { before: emptySchema, names, offline: true };
  const made = renderOp(dialect, tableOp(table, dialect.name), cx);
  return ["CREATE TABLE o (id INTEGER PRIMARY KEY)", ...made.map(({ sql }) => sql)];
}
