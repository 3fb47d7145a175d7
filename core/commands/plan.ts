/**
 * `plan`: what an upgrade or a downgrade would do.
 *
 * @module
 */
import type { LossCount } from "../errors/mod.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { migrationsOf } from "../plan/migration.ts";
import { countLosses } from "../run/loss.ts";
import { planOf, type RunPlan } from "../run/plan.ts";
import { revisionContext } from "../run/prepare.ts";
import type { Session } from "../run/standing.ts";
import { type Direction, paths } from "./move.ts";
import { type Project, toldOf } from "./project.ts";
import { withStanding } from "./session.ts";

/** Options of `plan`. */
export interface PlanOptions {
  /** Where to go: a reference; `head` unless told. */
  readonly target?: string;
  /** Which way: `upgrade` unless told. */
  readonly direction?: Direction;
}

/** What a run would do. */
export interface PlanReport extends RunPlan {
  /** The database, as shown to people. */
  readonly target: string;
  /** The server: `postgres 15.4`. */
  readonly server: string;
  /** Which way. */
  readonly direction: Direction;
}

export type { LossCount };

/**
 * Says what an upgrade or a downgrade would do, statement by statement, and the hash that stands for
 * it. It changes nothing.
 *
 * @throws {RetortError} `graph/…` for the target, `source/…`, `op/…` and `dialect/…` for revisions.
 */
export async function plan(project: Project, options: PlanOptions = {}): Promise<PlanReport> {
  const { target = "head", direction = "upgrade" } = options;
  const set = await readRevisions(project.store);
  const about = { project, set, target, direction };
  return await withStanding(project, async ({ session, rows }) => {
    return await planFrom(about, await session(), rows);
  });
}

async function planFrom(
  { project, set, target, direction }: {
    readonly project: Project;
    readonly set: RevisionSet;
    readonly target: string;
    readonly direction: Direction;
  },
  session: Session,
  rows: readonly string[],
): Promise<PlanReport> {
  const path = paths[direction](set.graph, target, rows);
  const migrations = await migrationsOf(set, path, revisionContext(session, toldOf(project)));
  const written = direction === "upgrade";
  const losses = await countLosses(session, migrations.flatMap(({ ops }) => ops), {
    allow: [],
    otherwise: "refuse",
    allowWith: () => "",
    written,
  });
  const { transactionMode } = project.settings;
  const found = await planOf(session, { migrations, losses, transactionMode });
  const { server } = session.db;
  const standing = path.length === 0 ? { from: rows, to: rows } : {};
  return {
    target: server.target,
    server: `${server.flavour} ${server.version}`,
    direction,
    ...found,
    ...standing,
  };
}
