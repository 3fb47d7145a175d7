/**
 * Writing an SQL script instead of running a path.
 *
 * @module
 */
import { type Dialect, renderOp, type Statement } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { stepLine } from "../graph/lines.ts";
import type { RowWrite } from "../graph/mod.ts";
import { isRun, type RevisionContext, spec } from "../ops/mod.ts";
import { emptySchema, type Schema, type Sql } from "../schema/mod.ts";
import { type Bookkeeping, versionWrite } from "./bookkeeping.ts";
import { historyWrite, stampWrite } from "./history.ts";
import { directionOf, type Migration, placeOf, unfilledIn } from "./migration.ts";
import { bookkeepingOps } from "./own_tables.ts";
import { recordOf, shortRecord } from "./record.ts";
import { describeGroup, type PlannedGroup, type PlannedOps, planOps } from "./render.ts";
import type { RevisionSet } from "./revisions.ts";
import { segmentsOf, type TransactionMode } from "./segments.ts";

/** What a script is written for. */
export interface ScriptSettings {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The names of variants for the database, the more particular first. */
  readonly names: readonly string[];
  /** Retort's own tables. */
  readonly tables: Bookkeeping;
  /** The schema state where the script begins. */
  readonly state: Schema;
  /** The moment to write into the history. */
  readonly now: Date;
  /** The version of retort. */
  readonly tool: string;
  /** What revisions are told. */
  readonly cx: RevisionContext;
  /** Where transactions begin and end: `revision` unless told. */
  readonly transactionMode?: TransactionMode | undefined;
}

/** The script that does what running these migrations would do. */
export function scriptOf(
  set: RevisionSet,
  migrations: readonly Migration[],
  settings: ScriptSettings,
): string {
  const { dialect, names, transactionMode } = settings;
  const unfilled = unfilledIn(set, settings.cx.database);
  let state = settings.state;
  const steps = migrations.map((migration): ScriptStep => {
    const failed = unfilled(migration);
    const planned = planOps(migration.ops, state, { dialect, names, offline: true, failed });
    state = planned.state;
    return stepOf(set, migration, { planned, settings });
  });
  const together = transactionMode === "all" && dialect.can.transactionalDdl;
  const body = together ? joined(steps, dialect) : steps.flatMap((step) => joined([step], dialect));
  return asScript(dialect, [...ownTables(settings), ...body].join("\n").trimEnd() + "\n");
}

/** A script that says which characters it is written in, where its tools might guess them wrong. */
export function asScript(dialect: Dialect, text: string): string {
  const { encoding } = dialect.brackets;
  if (encoding === undefined || isAscii(text)) return text;
  return `${end(dialect, { sql: encoding })}\n\n${text}`;
}

/** All clients read these characters alike. */
function isAscii(text: string): boolean {
  return new TextEncoder().encode(text).length === text.length;
}

/** The lines of one revision, before transactions are put around them. */
interface ScriptStep {
  readonly title: string;
  readonly before: readonly Statement[];
  /** The last of them holds the version rows. */
  readonly parts: readonly { readonly atomic: boolean; readonly lines: readonly string[] }[];
  readonly after: readonly Statement[];
}

function stepOf(
  set: RevisionSet,
  migration: Migration,
  { planned, settings }: { readonly planned: PlannedOps; readonly settings: ScriptSettings },
): ScriptStep {
  const { dialect, transactionMode } = settings;
  const parts = segmentsOf(planned.groups, dialect, transactionMode).map((segment) => ({
    atomic: segment.atomic,
    lines: segment.groups.flatMap((group) => groupLines(set, migration, { group, dialect })),
  }));
  const books = bookLines(set, migration, settings);
  const last = parts.at(-1)?.atomic ? parts.pop() : undefined;
  return {
    title: `-- ${stepTitle(migration)}`,
    before: planned.before,
    parts: [...parts, { atomic: true, lines: [...last?.lines ?? [], ...books] }],
    after: planned.after,
  };
}

/** Steps in as few transactions as can be. */
function joined(steps: readonly ScriptStep[], dialect: Dialect): readonly string[] {
  const { begin, commit } = dialect.brackets;
  const once = (items: readonly Statement[]): readonly string[] => [
    ...new Set(items.map((item) => end(dialect, item))),
  ];
  const lines: string[] = [];
  let open = false;
  const turn = (atomic: boolean): void => {
    if (atomic && !open) lines.push(end(dialect, { sql: begin }), "");
    if (!atomic && open) lines.push("", end(dialect, { sql: commit }));
    open = atomic;
  };
  const before = once(steps.flatMap((step) => step.before));
  steps.forEach(({ title, parts }, index) => {
    lines.push(title);
    if (index === 0) lines.push(...before);
    for (const part of parts) {
      turn(part.atomic);
      lines.push(...part.lines);
    }
    if (index < steps.length - 1) lines.push("");
  });
  turn(false);
  return [...lines, ...once(steps.flatMap((step) => step.after)), ""];
}

function bookLines(
  set: RevisionSet,
  migration: Migration,
  settings: ScriptSettings,
): readonly string[] {
  const { dialect, tables, now, tool, cx } = settings;
  const { step } = migration;
  const event = historyWrite(tables, {
    event: "finished",
    revision: step.revision.id,
    direction: directionOf(step),
    at: now,
    tool,
    rows: step.rowsAfter,
    applied: shortRecord(recordOf(migration, set, cx)),
  });
  const rows = step.writes.map((write) => versionWrite(tables, write));
  return [...rows, event].map((item) => end(dialect, textOf(dialect, item)));
}

/** The script that writes version rows without running anything. */
export function stampScript(
  { writes, after }: { readonly writes: readonly RowWrite[]; readonly after: readonly string[] },
  settings: Pick<ScriptSettings, "dialect" | "names" | "tables" | "now" | "tool">,
): string {
  const { dialect, tables, now, tool } = settings;
  const event = stampWrite(tables, { after, at: now, tool });
  const body = [...writes.map((write) => versionWrite(tables, write)), event];
  const lines = [
    ...ownTables(settings),
    end(dialect, { sql: dialect.brackets.begin }),
    "",
    ...body.map((item) => end(dialect, textOf(dialect, item))),
    "",
    end(dialect, { sql: dialect.brackets.commit }),
    "",
  ];
  return asScript(dialect, lines.join("\n"));
}

/** The script that makes the tables of retort where they are missing. */
export function bookkeepingScript(
  settings: Pick<ScriptSettings, "dialect" | "names" | "tables">,
): string {
  return asScript(settings.dialect, ownTables(settings).join("\n"));
}

function ownTables(
  { dialect, names, tables }: Pick<ScriptSettings, "dialect" | "names" | "tables">,
): string[] {
  const cx = { before: emptySchema, names, offline: true };
  const statements = bookkeepingOps(tables).flatMap((op) => renderOp(dialect, op, cx));
  return ["-- The tables that retort keeps", ...statements.map((item) => end(dialect, item)), ""];
}

function stepTitle({ step, module }: Migration): string {
  const { message } = step.revision;
  const title = message ?? module.message ?? "";
  return `${directionOf(step)} ${stepLine(step)}${
    title && !stepLine(step).includes(title) ? `, ${title}` : ""
  }`
    .replaceAll(/[\r\n]+/g, " ");
}

function groupLines(
  set: RevisionSet,
  migration: Migration,
  { group, dialect }: { readonly group: PlannedGroup; readonly dialect: Dialect },
): readonly string[] {
  const title = `-- ${describeGroup(group).replaceAll(/[\r\n]+/g, " ")}`;
  const [first] = group.ops;
  if (!first || !isRun(first.op)) {
    return [
      title,
      ...group.statements.map((item) => end(dialect, item)),
      "",
    ];
  }
  const { offline } = first.op;
  if (offline) {
    return [
      title,
      ...offline.map((item: Sql) => end(dialect, textOf(dialect, item))),
      "",
    ];
  }
  const direction = directionOf(migration.step);
  throw new RetortError(
    "run/not-online",
    { revision: migration.module.revision, op: spec(first.op).describe(first.op) },
    placeOf(set, migration.module.revision, { direction, index: first.index }),
  );
}

function textOf(dialect: Dialect, fragment: Sql): Statement {
  return { sql: dialect.writer.text(fragment) };
}

/** A statement as it stands in a script: closed, and followed by what ends a batch where that is wanted. */
export function end({ brackets }: Dialect, statement: Statement): string {
  const text = statement.sql.trimEnd();
  const closed = brackets.enclose?.(text) ?? (text.endsWith(";") ? text : `${text};`);
  // What ends a batch ends the statement too; Oracle's tool would run it twice otherwise.
  const whole = brackets.batch === undefined ? closed : `${text}\n${brackets.batch}`;
  if (statement.comment === undefined) return whole;
  return `-- ${statement.comment.replaceAll(/[\r\n]+/g, " ")}\n${whole}`;
}
