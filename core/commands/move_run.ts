/**
 * The part of `upgrade` and `downgrade` that only a move with something to do takes.
 *
 * @module
 */
import { shellWord } from "../errors/mod.ts";
import type { Step } from "../graph/mod.ts";
import { upgradePath } from "../graph/path.ts";
import { migrationsOf } from "../plan/migration.ts";
import type { LossPolicy } from "../run/loss.ts";
import { type PathReport, runPath } from "../run/runner.ts";
import type { Session } from "../run/standing.ts";
import { hooksOf } from "../run/hooks.ts";
import type { EditParts, Move, MoveReport } from "./move.ts";
import { paths } from "./move_path.ts";
import { againOf } from "./past.ts";
import { authorOf, lockOf, toldOf } from "./project.ts";
import { recorderFor } from "./record.ts";
import { type Standing, withSession } from "./session.ts";

/** Loads what tells edits apart, which few moves need. */
export function loadEdits(): Promise<EditParts> {
  return import("../run/edited.ts");
}

/** Runs the steps of a path. */
export async function runMove(
  wanted: Move,
  session: Session,
  path: readonly Step[],
): Promise<PathReport> {
  const { project, set, target, listener, rehearse = false } = wanted;
  const { direction } = wanted.way;
  return await runPath(session, set, {
    path,
    again: againOf(target, (found) => paths[direction](set.graph, target, found)),
    lock: await lockOf(project),
    waits: project.settings.waits,
    ...toldOf(project),
    rehearse,
    signal: project.signal,
    plan: wanted.plan,
    transactionMode: project.settings.transactionMode,
    losses: lossesOf(wanted),
    now: () => project.clock.now(),
    ...authorOf(project),
    hooks: hooksOf((await project.environment()).plugins ?? []),
    record: recorderFor(project, set, wanted.unedited),
    ...(listener ? { listener } : {}),
  });
}

/** What may be lost, and how the rest is allowed. */
function lossesOf({ project, way, target, allowLoss = [], keep }: Move): LossPolicy {
  const { settings } = project;
  const { direction } = way;
  return {
    allow: allowLoss,
    otherwise: settings.dataLoss,
    allowWith: (objects) =>
      ["retort", direction, target, ...flagsOf(objects)].map(shellWord)
        .join(" "),
    keepWith: "--keep",
    written: direction === "upgrade",
    keep: keep ?? settings.keep ?? false,
  };
}

function flagsOf(objects: readonly string[]): readonly string[] {
  return objects.flatMap((name) => ["--allow-loss", name]);
}

/** An upgrade of a database that is not there: it is only made if the upgrade can begin. */
export async function createFor(
  { project, set, target, rehearse }: Move,
  go: (standing: Standing) => Promise<MoveReport>,
): Promise<MoveReport> {
  const { name } = await project.dialect();
  const cx = { dialect: name, flavour: name, ...toldOf(project), offline: false };
  const path = upgradePath(set.graph, target, []);
  await migrationsOf(set, path, cx);
  if (rehearse) return { target: "", from: [], to: path.at(-1)?.rowsAfter ?? [], steps: [] };
  return await withSession(project, (session) => {
    return go({ db: session.db, rows: [], session: () => Promise.resolve(session) });
  });
}
