/**
 * Finding out all that can be known of a run before its first statement.
 *
 * @module
 */
import { type LossCount, RetortError } from "../errors/mod.ts";
import type { Step } from "../graph/mod.ts";
import type { Op, RevisionContext } from "../ops/mod.ts";
import { type Migration, migrationsOf, unfilledIn } from "../plan/migration.ts";
import type { PlannedOps } from "../plan/render.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { compact } from "../schema/mod.ts";
import { Keeping } from "./keeping.ts";
import { allLosses, guardLosses } from "./loss.ts";
import { lookedAt } from "./narrowing.ts";
import { planOf, type PlanSource } from "./plan.ts";
import type { Route, RunOptions } from "./runner.ts";
import type { Session } from "./standing.ts";
import { renderAhead } from "./step.ts";
import { refuseLongIds } from "./version.ts";

/** What revisions are told of a run. */
export function revisionContext(
  { db, dialect }: Session,
  { x, tag, database, databases }: Pick<RunOptions, "x" | "tag" | "database" | "databases">,
): RevisionContext {
  const told = compact({ x, tag, database, databases });
  return { dialect: dialect.name, flavour: db.server.flavour, ...told, offline: false };
}

/** What is known of a run before its first statement. */
export interface Prepared {
  /** The steps. */
  readonly path: readonly Step[];
  /** What they run. */
  readonly migrations: readonly Migration[];
  /** What is destroyed, and may be. */
  readonly lost: readonly LossCount[];
  /** Ops whose changes of types need no other look. */
  readonly seen: ReadonlySet<Op>;
  /** The revisions that are finished: none yet. */
  readonly done: string[];
  /** What is kept instead of lost. */
  readonly keeping: Keeping;
  /** What is rendered already. */
  readonly ready: ReadonlyMap<Migration, PlannedOps>;
}

/** Finds out all that can be known before anything is changed. */
export async function prepare(
  session: Session,
  set: RevisionSet,
  run: RunOptions & Pick<Route, "path">,
): Promise<Prepared> {
  const { path, losses } = run;
  const cx = revisionContext(session, run);
  const migrations = await migrationsOf(set, path, cx);
  const { server } = session.db;
  const to = path.at(-1)?.rowsAfter ?? [];
  run.listener?.({
    kind: "planned",
    server,
    from: path[0]?.rowsBefore ?? [],
    to,
    steps: path.length,
  });
  await refuseLongIds(session, path.flatMap(({ rowsAfter }) => rowsAfter));
  const keeping = await Keeping.begin(session, run);
  await keeping.check(migrations);
  if (run.plan !== undefined) {
    await expectPlan(session, run.plan, { migrations, run, failed: unfilledIn(set, cx.database) });
  }
  const whole = run.databases === undefined;
  const policy = run.plan === undefined
    ? { ...losses, whole }
    : { ...losses, otherwise: "warn" as const };
  const ops = migrations.flatMap((item) => item.ops);
  const lost = await guardLosses(session, ops, policy);
  const done: string[] = [];
  const ready = renderAhead(migrations, { session, set, done, cx });
  return { path, migrations, lost, seen: lookedAt(ops), done, ready, keeping };
}

/** The plan that was reviewed names what is destroyed, so nothing else needs to allow it. */
async function expectPlan(
  session: Session,
  wanted: string,
  { migrations, run, failed }: Pick<PlanSource, "migrations" | "failed"> & {
    readonly run: RunOptions;
  },
): Promise<void> {
  const ops = migrations.flatMap((item) => item.ops);
  const losses = await allLosses(session, ops, run.losses);
  const { transactionMode } = run;
  const { hash } = await planOf(session, {
    ...{ migrations, losses, transactionMode },
    ...compact({ failed }),
  });
  // The beginning of a hash is enough to know it by; twelve digits are what is printed.
  if (wanted.length >= 12 && hash.startsWith(wanted.toLowerCase())) return;
  throw new RetortError("run/other-plan", { wanted, found: hash });
}
