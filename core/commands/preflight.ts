/**
 * `preflight`: whether the rows that are there let pending revisions pass.
 *
 * @module
 */
import { type HalfDone, isRetortError } from "../errors/mod.ts";
import { upgradePath } from "../graph/mod.ts";
import {
  demandsOf,
  describeDemand,
  type FoundDemand,
  type Op,
  removesValues,
  spec,
  valueDemands,
} from "../ops/mod.ts";
import { migrationsOf } from "../plan/migration.ts";
import { countMisfits, type Misfits } from "../preflight/count.ts";
import { type Look, type LookContext, lookFor, type MisfitKind } from "../preflight/look.ts";
import { halfDone, refuseHalfDone } from "../run/half_done.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import { namesOf } from "../run/version.ts";
import { type Rest, restsOf } from "../run/rest.ts";
import { type Project, toldOf } from "./project.ts";
import { type State, withStateOr } from "./state.ts";

export type { MisfitKind, Misfits };

/** Options of `preflight`. */
export interface PreflightOptions {
  /** Up to where the pending revisions are looked at; `head` unless told. */
  readonly target?: string;
}

/** The place of a finding. */
export interface PreflightPlace {
  /** The revision. */
  readonly revision: string;
  /** Its op, in words. */
  readonly op: string;
}

/** Rows that are in the way of an op. */
export interface Obstacle extends PreflightPlace, Misfits {
  /** What is wrong with them; `refused` where it is no row: the server refuses the op anyway. */
  readonly kind: MisfitKind | "refused";
  /** The table. */
  readonly table: string;
  /** What is looked at: columns, the name of a check. */
  readonly what: readonly string[];
  /**
   * What they should be: the new type, the table that is pointed at; the value that goes; why the
   * server refuses it.
   */
  readonly wanted?: string;
}

/** What could not be looked at. */
export interface Unchecked extends PreflightPlace {
  /** What should hold, in words. */
  readonly demand: string;
  /** Why no query tells. */
  readonly why: string;
}

/** What `preflight` found. */
export interface PreflightReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** Whether there is a database; without one no row is in the way. */
  readonly exists: boolean;
  /** The revisions that would run, in order. */
  readonly pending: readonly string[];
  /** Pending revisions that an earlier run has begun: only what is left of them was looked at. */
  readonly half: readonly HalfDone[];
  /** How many demands were looked at. */
  readonly checked: number;
  /** Rows that are in the way. */
  readonly obstacles: readonly Obstacle[];
  /** What was not looked at. */
  readonly unchecked: readonly Unchecked[];
}

/**
 * Looks for rows that would make pending revisions fail. It only reads.
 *
 * @throws {RetortError} What `upgrade` throws for a target that it can't go to, and `run/half-done`
 *   over a downgrade that stopped half-way.
 */
export async function preflight(
  project: Project,
  options: PreflightOptions = {},
): Promise<PreflightReport> {
  const target = options.target ?? "head";
  return await withStateOr(
    project,
    (state) => lookAtAll(project, state, target),
    (set, place) =>
      Promise.resolve({
        target: place,
        exists: false,
        pending: upgradePath(set.graph, target, []).map(({ revision }) => revision.id),
        half: [],
        checked: 0,
        obstacles: [],
        unchecked: [],
      }),
  );
}

async function lookAtAll(
  project: Project,
  { session, set, rows }: State,
  target: string,
): Promise<PreflightReport> {
  const { db, dialect } = session;
  const path = upgradePath(set.graph, target, rows);
  const halves = await halfDone(session, set.graph, rows);
  refuseHalfDone(halves, { graph: set.graph, direction: "upgrade", path });
  const told = { dialect: dialect.name, flavour: db.server.flavour, offline: false };
  const migrations = await migrationsOf(set, path, { ...told, ...toldOf(project) });
  const rests = await restsOf(session, migrations, project.settings.transactionMode);
  const pending = path.map(({ revision }) => revision.id);
  const half = halves.filter(({ revision }) => pending.includes(revision));
  const found = await lookAtOps(session, rests);
  return { target: db.server.target, exists: true, pending, half, ...found };
}

type Findings = Pick<PreflightReport, "checked" | "obstacles" | "unchecked">;

/** An op that is left to be done. */
interface OpenOp extends PreflightPlace {
  /** The op itself. */
  readonly item: Op;
  /** Whether an earlier run may have done a part of it. */
  readonly begun: boolean;
}

function openOps(rests: readonly Rest[]): readonly OpenOp[] {
  return rests.flatMap(({ migration: { step, ops }, over, begun }) =>
    ops.slice(over).map((item, at) => ({
      revision: step.revision.id,
      op: spec<Op>(item).describe(item),
      item,
      begun: begun.includes(over + at),
    }))
  );
}

async function lookAtOps(session: Session, rests: readonly Rest[]): Promise<Findings> {
  const places = openOps(rests);
  const found = await demandsOn(session, places.map(({ item }) => item));
  if (found === undefined) return { checked: 0, obstacles: [], unchecked: [] };
  const { demands, cx } = found;
  const obstacles: Obstacle[] = [];
  const unchecked: Unchecked[] = [];
  let checked = 0;
  for (const item of demands) {
    const { revision = "", op = "" } = places[item.op] ?? {};
    const place = { revision, op };
    const answer = await answerOf(item, { session, cx, places });
    if ("why" in answer) {
      unchecked.push({ ...place, demand: describeDemand(item.demand), why: answer.why });
      continue;
    }
    checked++;
    if (answer.obstacle) obstacles.push({ ...place, ...answer.obstacle });
  }
  return { checked, obstacles, unchecked };
}

/** The demands of ops, and what they are made of; nothing where there are none. */
async function demandsOn(
  session: Session,
  ops: readonly Op[],
): Promise<{ readonly demands: readonly FoundDemand[]; readonly cx: LookContext } | undefined> {
  const { dialect, db } = session;
  const enums = removesValues(ops) ? dialect.preflight?.enums : undefined;
  const plain = demandsOf(ops);
  if (plain.length === 0 && !enums) return undefined;
  const names = namesOf(session);
  const live = await inspectLive(session, dialect.can.schemas ? { schemas: "all" } : {});
  const cx: LookContext = { live, dialect, server: db.server, names };
  if (!enums) return { demands: plain, cx };
  const more = valueDemands(ops, live, (name, schema) => enums.columns(name, schema, names));
  return { demands: demandsOf(ops, more), cx };
}

type Answer =
  | { readonly why: string }
  | { readonly obstacle?: Omit<Obstacle, keyof PreflightPlace> | undefined };

interface Asking {
  readonly session: Session;
  readonly cx: LookContext;
  readonly places: readonly OpenOp[];
}

async function answerOf(
  { op: index, demand, after, unclear }: FoundDemand,
  { session, cx, places }: Asking,
): Promise<Answer> {
  if (places[index]?.begun) return { why: "an earlier run has stopped in the middle of this op" };
  if (after !== undefined) {
    const { revision, op } = places[after] ?? { revision: "", op: "" };
    return { why: `it depends on "${op}" of ${revision}, which has not run` };
  }
  if (unclear !== undefined) return { why: unclear };
  const look = lookFor(demand, cx);
  if (look.kind === "fits") return {};
  if (look.kind === "unclear") return { why: look.why };
  if (look.kind === "refused") {
    const table = describeDemand(demand);
    const { why: wanted } = look;
    return { obstacle: { kind: "refused", table, what: [], wanted, count: 0, examples: [] } };
  }
  return await counted(session, look);
}

/** What the server does not answer is said in its words. */
async function counted(session: Session, look: Look): Promise<Answer> {
  try {
    const misfits = await countMisfits(session, look);
    if (misfits.count === 0) return {};
    const { kind, table, what, wanted } = look;
    return {
      obstacle: { kind, table, what, ...(wanted === undefined ? {} : { wanted }), ...misfits },
    };
  } catch (error) {
    if (!isRetortError(error) || error.code !== "database/statement-failed") throw error;
    return { why: error.message };
  }
}
