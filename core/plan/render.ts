/**
 * From the ops of a revision to its statements, with what must run around its transaction.
 *
 * @module
 */
import { type Dialect, type RenderContext, renderOp, type Statement } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { isRun, type Op, spec, statements } from "../ops/mod.ts";
import { isUnknown, type Schema, tableKey, type TableName, tableOfKey } from "../schema/mod.ts";
import { advance } from "./state.ts";

/** An op and its place in the list of its revision, from 0. */
export interface IndexedOp {
  /** The op. */
  readonly op: Op;
  /** Its place. */
  readonly index: number;
}

/** Ops that are rendered together, and their statements. */
export interface PlannedGroup {
  /** The ops; several share one rebuild. */
  readonly ops: readonly IndexedOp[];
  /** The SQL; absent for `run`, and for `late` groups. */
  readonly statements: readonly Statement[];
  /** The table may have been changed by SQL before it, so it is read and rendered when it is reached. */
  readonly late?: true;
}

/** The statements of a revision. */
export interface PlannedOps {
  /** Run before the transaction begins. */
  readonly before: readonly Statement[];
  /** Run inside it. */
  readonly groups: readonly PlannedGroup[];
  /** Run after it ended, however it ended. */
  readonly after: readonly Statement[];
  /** The schema state after all of it. */
  readonly state: Schema;
}

/** What ops are rendered for. */
export interface RenderSettings {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The names of variants for this database. */
  readonly names: readonly string[];
  /** Whether a script is written. */
  readonly offline: boolean;
}

/** Turns what goes wrong while a group is rendered into the error to throw. */
export type GroupFailure = (error: unknown, items: readonly IndexedOp[]) => unknown;

/**
 * Renders the ops of one revision, starting from a schema state.
 *
 * For a run, nothing that stands behind SQL or code is rendered from that state: only the database
 * knows what they did, so those groups are late.
 */
export function planOps(
  ops: readonly Op[],
  state: Schema,
  settings: RenderSettings & { readonly failed?: GroupFailure },
): PlannedOps {
  const { groups, state: after } = planGroups(ops, state, settings);
  const late = groups.some((group) => group.late) ? settings.dialect.rebuild?.around : undefined;
  const all = [...groups.flatMap((group) => group.statements), ...(late ?? [])];
  return {
    ...aroundOf(all),
    groups: groups.map((group) => ({
      ...group,
      statements: group.statements.filter((item) => item.around === undefined),
    })),
    state: after,
  };
}

/** Those of some statements that run around the transaction, each once. */
export function aroundOf(
  statements: readonly Statement[],
): Pick<PlannedOps, "before" | "after"> {
  return {
    before: unique(statements.filter((item) => item.around === "before")),
    after: unique(statements.filter((item) => item.around === "after")),
  };
}

/** The groups of {@link planOps}, with the statements that run around the transaction still in them. */
export function planGroups(
  ops: readonly Op[],
  state: Schema,
  settings: RenderSettings & { readonly failed?: GroupFailure },
): { readonly groups: readonly PlannedGroup[]; readonly state: Schema } {
  const groups: PlannedGroup[] = [];
  let current = state;
  let sure = true;
  for (const items of groupOps(ops, settings.dialect)) {
    const isLate = !sure && !settings.offline && needsTable(items, settings);
    try {
      if (isLate) groups.push({ ops: items, statements: [], late: true });
      else groups.push(...planGroup(items, current, settings));
    } catch (error) {
      throw settings.failed?.(error, items) ?? error;
    }
    for (const { op } of items) {
      sure &&= isSure(op, current);
      current = advance(current, op);
    }
  }
  return { groups, state: current };
}

/** Whether the state after an op is known for sure: not after SQL, nor where the op does not fit. */
function isSure(op: Op, state: Schema): boolean {
  if (spec(op).touches(op).all) return false;
  try {
    spec(op).apply(op, state);
    return true;
  } catch {
    return false;
  }
}

function needsTable(
  [first]: readonly IndexedOp[],
  target: Pick<RenderSettings, "dialect" | "names">,
): boolean {
  return first !== undefined && tableFor(first.op, target) !== undefined;
}

function tableFor(
  op: Op,
  { dialect, names }: Pick<RenderSettings, "dialect" | "names">,
): TableName | "everything" | undefined {
  return dialect.rebuild?.table(op) ?? dialect.reads?.(op, names);
}

/** The tables that renderers have to know for these ops; the runner reads them from the database. */
export function neededTables(
  ops: readonly Op[],
  target: Pick<RenderSettings, "dialect" | "names">,
): readonly TableName[] | "everything" {
  const found = new Map<string, TableName>();
  for (const op of ops) {
    const table = tableFor(op, target);
    if (table === "everything") return table;
    if (table) found.set(tableKey(table), table);
  }
  return [...found.values()];
}

/** The tables that ops are about, as far as they can tell. */
export function touchedTables(ops: readonly Op[]): readonly TableName[] {
  const keys = ops.flatMap((op) => {
    const { writes, reads } = spec(op).touches(op);
    return [...writes, ...reads];
  });
  return [...new Set(keys)].map(tableOfKey);
}

/** Consecutive ops on one table, where the dialect may rebuild it; else every op by itself. */
function groupOps(ops: readonly Op[], dialect: Dialect): readonly (readonly IndexedOp[])[] {
  const groups: IndexedOp[][] = [];
  let open: string | undefined;
  ops.forEach((op, index) => {
    const table = dialect.rebuild?.table(op);
    const key = table && tableKey(table);
    if (key !== undefined && key === open) groups.at(-1)?.push({ op, index });
    else groups.push([{ op, index }]);
    open = key;
  });
  return groups;
}

/** Renders a group of ops: by one rebuild if one of them needs it, else one by one. */
export function planGroup(
  items: readonly IndexedOp[],
  state: Schema,
  settings: RenderSettings,
): readonly PlannedGroup[] {
  const { dialect, names, offline } = settings;
  const [first] = items;
  const table = first && dialect.rebuild?.table(first.op);
  const needs = first && (table ?? dialect.reads?.(first.op, names));
  const unknown = needs === "everything" ? state.unknown.all : needs && isUnknown(state, needs);
  if (unknown && !offline) {
    return [{ ops: items, statements: [], late: true }];
  }
  if (dialect.rebuild && table) {
    let before = state;
    const needed = items.some(({ op }) => {
      const cx: RenderContext = { before, names, offline };
      before = advance(before, op);
      return dialect.rebuild?.needed(op, cx);
    });
    if (needed) {
      const cx = { before: state, names, offline };
      return [{ ops: items, statements: dialect.rebuild.render(items.map(({ op }) => op), cx) }];
    }
  }
  let before = state;
  return items.map((item) => {
    const cx: RenderContext = { before, names, offline };
    before = advance(before, item.op);
    const rendered = isRun(item.op) ? [] : renderOp(dialect, item.op, cx);
    rendered.forEach(refuseControl);
    return { ops: [item], statements: rendered };
  });
}

function unique(statements: readonly Statement[]): readonly Statement[] {
  const found = new Map(statements.map((item) => [item.sql, item]));
  return [...found.values()];
}

/** A group in words: `alter column users.name: set type`. */
export function describeGroup(group: PlannedGroup): string {
  return group.ops.map(({ op }) => spec(op).describe(op)).join("; ");
}

const control =
  /^(?:begin(?: (?:immediate|deferred|exclusive))?(?: transaction| work)?|start transaction|commit(?: transaction| work)?|rollback(?: transaction| work)?)$/i;

/** The transaction is the runner's: a COMMIT in the middle would keep half of a revision. */
function refuseControl({ sql }: Statement): void {
  if (!/\b(?:begin|start|commit|rollback)\b/i.test(sql)) return;
  const found = statements(sql).find((text) => control.test(text.replace(/\s+/g, " ")));
  if (found === undefined) return;
  const problem = `"${found}" would end the transaction of the revision`;
  throw new RetortError("op/bad-argument", { op: "execute", problem });
}
