/**
 * `plan`: what an upgrade or a downgrade would do.
 *
 * @module
 */
import type { LossCount } from "../errors/mod.ts";
import { readRevisions } from "../plan/revisions.ts";
import { type Migration, migrationsOf, unfilledIn } from "../plan/migration.ts";
import type { GroupFailure } from "../plan/render.ts";
import { refuseHalfDone } from "../run/half_done.ts";
import { allLosses } from "../run/loss.ts";
import { planOf, type RunPlan } from "../run/plan.ts";
import { revisionContext } from "../run/prepare.ts";
import type { Session } from "../run/standing.ts";
import type { Direction } from "./move.ts";
import { paths } from "./move_path.ts";
import { type Project, toldOf } from "./project.ts";
import { obstaclesOf } from "./obstacles.ts";
import { withStandingOrNothing } from "./state.ts";

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
  /** Applied revisions that were edited; their ops are the same, and their code may not be. */
  readonly code: readonly string[];
  /** Whether there is a database; the plan for one that is not there yet is that for an empty one. */
  readonly exists: boolean;
}

export type { LossCount };

/**
 * Says what an upgrade or a downgrade would do, statement by statement, and the hash that stands for
 * it. It changes nothing.
 *
 * @throws {RetortError} `graph/…` for the target, `source/…`, `op/…` and `dialect/…` for revisions;
 *   `run/edited` and `run/half-done` where the run would be refused.
 */
export async function plan(project: Project, options: PlanOptions = {}): Promise<PlanReport> {
  const { target = "head", direction = "upgrade" } = options;
  const set = await readRevisions(project.store);
  return await withStandingOrNothing(project, async (standing) => {
    const edits = () => import("../run/edited.ts");
    const { code, halves } = await obstaclesOf(project, set, { ...standing, edits });
    const { rows, exists } = standing;
    const path = paths[direction](set.graph, target, rows);
    refuseHalfDone(halves, { graph: set.graph, direction, path });
    const session = await standing.session();
    const migrations = await migrationsOf(set, path, revisionContext(session, toldOf(project)));
    const failed = unfilledIn(set, project.database);
    const found = await planFrom(project, session, { migrations, direction, failed });
    const { server } = session.db;
    return {
      target: server.target,
      server: `${server.flavour} ${server.version}`.trimEnd(),
      exists,
      direction,
      code,
      ...found,
      ...(path.length === 0 ? { from: rows, to: rows } : {}),
    };
  });
}

async function planFrom(
  project: Project,
  session: Session,
  { migrations, direction, failed }: {
    readonly migrations: readonly Migration[];
    readonly direction: Direction;
    readonly failed: (migration: Migration) => GroupFailure;
  },
): Promise<RunPlan> {
  const losses = await allLosses(session, migrations.flatMap(({ ops }) => ops), {
    allow: [],
    otherwise: "refuse",
    allowWith: () => "",
    written: direction === "upgrade",
  });
  const { transactionMode } = project.settings;
  return await planOf(session, { migrations, losses, transactionMode, failed });
}
