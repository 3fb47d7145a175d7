/**
 * Running several revisions in one transaction.
 *
 * @module
 */
import type { Migration } from "../plan/migration.ts";
import { aroundOf } from "../plan/render.ts";
import { isWhole } from "../plan/segments.ts";
import { whyRefused } from "./finish.ts";
import { between } from "./group.ts";
import { planStep, runStep, runWhole, type StepRun } from "./step.ts";
import type { Attempt } from "./waits.ts";
import type { Watch } from "./watch.ts";

/**
 * Runs migrations in one transaction. One that can't be part of it, since a statement forbids it,
 * commits those before, runs by itself, and the rest begins another.
 */
export async function runTogether(
  migrations: readonly Migration[],
  run: StepRun,
  watch: Watch,
): Promise<void> {
  let rest = migrations;
  while (rest.length > 0) {
    const ran = await runSome(rest, run, watch);
    rest = rest.slice(ran.length);
    const [alone] = rest;
    if (alone === undefined) return;
    await run.waits.goOn(run.done);
    watch.split(alone, ran);
    watch.started(alone);
    await runStep(alone, run).catch(async (error) => {
      throw await watch.failed(alone, error);
    });
    watch.finished(alone);
    rest = rest.slice(1);
  }
}

/** Runs migrations up to the first that can't be part of a transaction; gives those. */
async function runSome(
  migrations: readonly Migration[],
  run: StepRun,
  watch: Watch,
): Promise<readonly Migration[]> {
  const { session, waits } = run;
  const around = aroundAll(migrations, run);
  const done: Migration[] = [];
  const undone: string[] = [];
  let current: Migration | undefined;
  const work = async (attempt: Attempt): Promise<void> => {
    done.length = 0;
    undone.length = 0;
    for (const migration of migrations) {
      current = migration;
      const here = { ...run, undone, attempt };
      const { planned, segments } = await planStep(migration, here);
      if (!isWhole(segments)) return;
      watch.started(migration);
      const before = [...planned.before, ...around.before];
      await runWhole(migration, here, { ...planned, before });
      done.push(migration);
      undone.push(migration.step.revision.id);
    }
  };
  await between(session.db, around, async () => {
    try {
      await waits.retried((attempt) => waits.transaction(() => work(attempt)));
    } catch (error) {
      if (current === undefined) throw error;
      throw await watch.failed(current, await whyRefused(error, current, { session }));
    }
  });
  for (const migration of done) watch.finished(migration);
  return done;
}

/** What has to run around the transaction, where one of the ops may rebuild a table. */
function aroundAll(
  migrations: readonly Migration[],
  { session, keeping }: StepRun,
): ReturnType<typeof aroundOf> {
  const { rebuild } = session.dialect;
  const may = migrations.some((migration) =>
    migration.ops.some((op) => rebuild?.table(op) !== undefined) || keeping.concerns(migration)
  );
  return aroundOf(may ? rebuild?.around ?? [] : []);
}
