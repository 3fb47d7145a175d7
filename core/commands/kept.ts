/**
 * `kept`: what runs have kept instead of destroying it.
 *
 * @module
 */
import { type LossCount, RetortError } from "../errors/mod.ts";
import { placeName } from "../plan/kept.ts";
import { findKept, type KeptObject, purgeKept, restoreKept } from "../run/kept_work.ts";
import { withLock } from "../run/lock.ts";
import type { Session } from "../run/standing.ts";
import { lockOf, type Project } from "./project.ts";
import { withSession } from "./session.ts";

/** Something that is kept. */
export interface KeptInfo {
  /** What: `users`, `users.name`. */
  readonly object: string;
  /** The name that it has now. */
  readonly name: string;
  /** The revision that would have dropped it. */
  readonly revision: string;
  /** The direction in which that revision ran. */
  readonly direction: string;
  /** When, in UTC. */
  readonly at: string;
  /** How many rows it has, or values that are not null. */
  readonly rows: number;
  /** Whether counting stopped before the end. */
  readonly capped?: boolean;
  /** How many bytes its values have as text. */
  readonly bytes: number;
  /** Whether somebody else has dropped it. */
  readonly gone?: true;
}

/** What is kept in a database, or what was done with it. */
export interface KeptReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The objects, oldest first. */
  readonly kept: readonly KeptInfo[];
}

/** Says what is kept. It changes nothing. */
export async function keptList(project: Project): Promise<KeptReport> {
  return await withSession(project, async (session) => {
    return reportOf(session, await findKept(session));
  }, { create: false });
}

/**
 * Gives something back under its name; where several have that name, the one kept last.
 *
 * @throws {RetortError} `kept/unknown`, `kept/taken`, `kept/nulls`.
 */
export async function keptRestore(project: Project, object: string): Promise<KeptReport> {
  return await locked(project, async (session) => {
    const all = await findKept(session);
    const found = called(all, object).at(-1);
    if (!found) throw unknown(all, object);
    await restoreKept(session, found);
    return reportOf(session, [found]);
  });
}

/** What is to be destroyed of what is kept. */
export interface PurgeOptions {
  /** Only this: `users`, `users.name`. */
  readonly object?: string | undefined;
  /** Only what was kept so many milliseconds ago; that is consent to destroy it. */
  readonly olderThan?: number | undefined;
  /** Objects whose loss is right: `users`, `users.name`. */
  readonly allowLoss?: readonly string[];
}

/**
 * Destroys what is kept: all, or what is named, or what is old enough.
 *
 * @throws {RetortError} `kept/purge` where neither a name nor an age allows it.
 */
export async function keptPurge(project: Project, options: PurgeOptions): Promise<KeptReport> {
  const { object, olderThan, allowLoss = [] } = options;
  return await locked(project, async (session) => {
    const all = await findKept(session);
    const named = object === undefined ? all : called(all, object);
    if (object !== undefined && named.length === 0) throw unknown(all, object);
    const since = project.clock.now().getTime() - (olderThan ?? 0);
    const chosen = named.filter(({ row }) => new Date(row.at).getTime() <= since);
    if (olderThan === undefined) refuseLosses(chosen, { object, allowLoss });
    for (const item of chosen) await purgeKept(session, item);
    return reportOf(session, chosen);
  });
}

function refuseLosses(
  chosen: readonly KeptObject[],
  { object, allowLoss }: {
    readonly object: string | undefined;
    readonly allowLoss: readonly string[];
  },
): void {
  const losses = chosen.filter((item) => item.rows > 0).map(lossOf).filter((loss) =>
    !allowLoss.some((name) => loss.object === name || loss.object.startsWith(`${name}.`))
  );
  if (losses.length === 0) return;
  const flags = [...allowLoss, ...new Set(losses.map((loss) => loss.object))]
    .flatMap((name) => ["--allow-loss", name]);
  const allow = ["retort kept purge", ...object === undefined ? [] : [object], ...flags].join(" ");
  throw new RetortError("kept/purge", { losses, allow });
}

function lossOf({ row, rows, capped }: KeptObject): LossCount {
  return { object: placeName(row), rows, ...(capped ? { capped } : {}) };
}

async function locked(
  project: Project,
  work: (session: Session) => Promise<KeptReport>,
): Promise<KeptReport> {
  return await withSession(project, async (session) => {
    return await withLock(session, await lockOf(project), work);
  }, { create: false });
}

function called(all: readonly KeptObject[], object: string): readonly KeptObject[] {
  return all.filter(({ row }) => placeName(row) === object || row.kept === object);
}

function unknown(all: readonly KeptObject[], object: string): RetortError<"kept/unknown"> {
  const known = [...new Set(all.map(({ row }) => placeName(row)))];
  return new RetortError("kept/unknown", { object, known });
}

function reportOf({ db }: Session, objects: readonly KeptObject[]): KeptReport {
  return { target: db.server.target, kept: objects.map(infoOf) };
}

function infoOf({ row, table, rows, capped, bytes }: KeptObject): KeptInfo {
  const { kept: name, revision, direction, at } = row;
  return {
    object: placeName(row),
    name,
    revision,
    direction,
    at,
    rows,
    ...(capped ? { capped } : {}),
    bytes,
    ...(table ? {} : { gone: true }),
  };
}
