/**
 * The part of `upgrade` and `downgrade` that reads the revisions and finds the path.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { downgradePath, upgradePath } from "../graph/path.ts";
import { parseTarget } from "../graph/reference.ts";
import { guessedStart } from "../graph/target.ts";
import { readRevisions } from "../plan/revisions.ts";
import { refuseHalfDone } from "../run/half_done.ts";
import { type Begun, type Move, type MoveReport, nothingDone, type Wanted } from "./move.ts";
import { obstaclesOf } from "./obstacles.ts";
import { isPast } from "./past.ts";
import type { Standing } from "./session.ts";

/** The path of a direction. */
export const paths: {
  readonly upgrade: typeof upgradePath;
  readonly downgrade: typeof downgradePath;
} = { upgrade: upgradePath, downgrade: downgradePath };

/**
 * Reads the revisions of a move.
 *
 * @throws {RetortError} `run/range-needs-sql`, `graph/…`, `source/…`.
 */
export async function beginMove(wanted: Wanted): Promise<Begun> {
  const { project, target, files, way } = wanted;
  if (parseTarget(target).kind === "range") {
    throw new RetortError("run/range-needs-sql", { reference: target });
  }
  const set = await readRevisions(project.store, files);
  const goFrom = (standing: Standing): Promise<MoveReport> => go({ ...wanted, set }, standing);
  return {
    go: goFrom,
    create: async () => {
      const { createFor } = await way.loadRun();
      return await createFor({ ...wanted, set }, goFrom);
    },
  };
}

async function go(wanted: Move, standing: Standing): Promise<MoveReport> {
  const { project, set, target, listener, way } = wanted;
  const { direction, loadRun } = way;
  const { db, rows, session } = standing;
  const edits = async () => await (await loadRun()).loadEdits();
  const { code, halves } = await obstaclesOf(project, set, { ...standing, edits });
  const path = paths[direction](set.graph, target, rows);
  refuseHalfDone(halves, { graph: set.graph, direction, path });
  if (code.length > 0) listener?.({ kind: "code-edited", revisions: code });
  if (path.length === 0) {
    const report = nothingDone(standing);
    return direction === "upgrade" && isPast(set.graph, target, rows)
      ? { ...report, past: true }
      : report;
  }
  const guess = direction === "downgrade" ? guessedStart(set.graph, target, rows) : undefined;
  if (guess !== undefined) listener?.({ kind: "guessed-start", target, row: guess, rows });
  const { runMove } = await loadRun();
  // What is told at each run must be looked for at each.
  const unedited = code.length === 0 ? rows : undefined;
  const report = await runMove({ ...wanted, unedited }, await session(), path);
  const guessed = guess === undefined ? {} : { guessedStart: guess };
  return { target: db.server.target, ...report, ...guessed };
}
