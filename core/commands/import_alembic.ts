/**
 * `import alembic`: taking over the revisions of an Alembic project and the database they were
 * applied to.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { buildGraph, type Graph, splitRows } from "../graph/mod.ts";
import { type Execute, execute, unwritten } from "../ops/mod.ts";
import { readRevisions } from "../plan/revisions.ts";
import { runStamp } from "../run/stamp.ts";
import { compact } from "../schema/mod.ts";
import { destroyedBy } from "../source/alembic/effects.ts";
import { type AlembicRevision, readAlembicRevision } from "../source/alembic/revision.ts";
import { fileNameOf, type SourceFile, writeRevision } from "../source/mod.ts";
import {
  type AlembicBodies,
  type AlembicDirection,
  type BodyOptions,
  findBodies,
} from "./alembic_bodies.ts";
import { pendingOf } from "./check.ts";
import { authorOf, lockOf, type Project, type Settings } from "./project.ts";
import { acceptorFor } from "./record.ts";
import { type State, withStateOr } from "./state.ts";

export {
  type AlembicFunction,
  type AlembicRevision,
  readAlembicRevision,
} from "../source/alembic/revision.ts";
export { scriptStatements, type ScriptStyle } from "../source/alembic/statements.ts";
export type {
  AlembicDirection,
  AlembicOutput,
  AlembicRunner,
  BodyOptions,
} from "./alembic_bodies.ts";

/** What an Alembic project is read from. */
export interface AlembicOptions extends Omit<BodyOptions, "isEmpty"> {
  /** The Python files of its version locations. */
  readonly files: readonly SourceFile[];
}

/** One direction of a revision as it is taken over. */
export interface TakenBody {
  /** `sql`: what Alembic printed; `empty`: nothing to do; `stub`: somebody has to write it. */
  readonly kind: "sql" | "empty" | "stub";
  /** The ops. */
  readonly ops: readonly Execute[];
  /** Why it is a stub. */
  readonly why?: string;
}

/** A revision as it is taken over. */
export interface TakenRevision {
  /** What its file says. */
  readonly revision: AlembicRevision;
  /** What applies it. */
  readonly upgrade: TakenBody;
  /** What undoes it. */
  readonly downgrade: TakenBody;
}

/** An Alembic project that was read. */
export interface AlembicProject {
  /** How the revisions hang together. */
  readonly graph: Graph;
  /** The revisions, in the order of their files. */
  readonly revisions: readonly TakenRevision[];
}

/**
 * Reads an Alembic project: the revisions from their files, which are not run, and what they do from
 * what Alembic prints. Nothing is written.
 *
 * @throws {RetortError} `import/…`, and `graph/…` for revisions that do not fit together.
 */
export async function readAlembic({ files, ...options }: AlembicOptions): Promise<AlembicProject> {
  const revisions = files.flatMap((file) => readAlembicRevision(file) ?? []);
  const several = revisions.find(({ databases }) => databases.length > 0);
  if (several) {
    const { path, databases } = several;
    throw new RetortError("import/several", { path, databases });
  }
  const graph = buildGraph(revisions.map((item) => ({ ...item, id: item.revision })));
  const byId = new Map(revisions.map((item) => [item.revision, item]));
  const isEmpty = (direction: AlembicDirection, id: string): boolean =>
    byId.get(id)?.[direction].empty === true;
  const bodies = await findBodies(graph, { ...options, isEmpty });
  const taken = (revision: AlembicRevision, direction: AlembicDirection): TakenBody =>
    bodyOf(revision, direction, bodies);
  return {
    graph,
    revisions: revisions.map((revision) => ({
      revision,
      upgrade: taken(revision, "upgrade"),
      downgrade: taken(revision, "downgrade"),
    })),
  };
}

function bodyOf(
  revision: AlembicRevision,
  direction: AlembicDirection,
  bodies: AlembicBodies,
): TakenBody {
  const { empty, calls } = revision[direction];
  if (empty) return { kind: "empty", ops: [] };
  const body = bodies.get(direction, revision.revision);
  if (body.why === undefined) {
    const destroyed = destroyedBy(body.statements.map(({ sql }) => sql));
    const ops = body.statements.map(({ sql, autocommit }, index) => {
      const effect = destroyed[index];
      return execute(sql, { autocommit, ...(effect === undefined ? {} : { effects: [effect] }) });
    });
    return { kind: ops.length === 0 ? "empty" : "sql", ops };
  }
  const verb = direction === "upgrade" ? "apply it" : "undo it";
  const named = calls.length === 0 ? "" : `: ${calls.join(", ")}`;
  const wanted = `what ${revision.path} does to ${verb}${named}`;
  return { kind: "stub", ops: [unwritten(wanted)], why: body.why };
}

/** A file that was written, or would be. */
export interface ImportedRevision {
  /** The id. */
  readonly id: string;
  /** The file of Alembic. */
  readonly from: string;
  /** The new file. */
  readonly path: string;
  /** What the upgrade is. */
  readonly upgrade: TakenBody["kind"];
  /** What the downgrade is. */
  readonly downgrade: TakenBody["kind"];
  /** Why something of it is a stub. */
  readonly why?: string;
}

/** Options of {@link writeAlembic}. */
export interface WriteAlembicOptions {
  /** Whether files of the same ids are written over. */
  readonly force?: boolean;
}

/**
 * Refuses a project that has revisions already.
 *
 * @throws {RetortError} `import/not-empty`, unless `force` is given.
 */
export async function expectEmpty(
  { store }: Pick<Project, "store">,
  { force = false }: WriteAlembicOptions = {},
): Promise<void> {
  const revisions = (await store.list()).length;
  if (revisions > 0 && !force) throw new RetortError("import/not-empty", { revisions });
}

/**
 * Writes the revisions of an Alembic project into a project of retort that has none.
 *
 * @throws {RetortError} `import/not-empty` where there are revisions, unless `force` is given.
 */
export async function writeAlembic(
  project: Project,
  { revisions }: AlembicProject,
  { force = false }: WriteAlembicOptions = {},
): Promise<readonly ImportedRevision[]> {
  const { store } = project;
  await expectEmpty(project, { force });
  const set = await readRevisions(store);
  const { template, timezone } = project.settings;
  const names = namesOf(revisions, project.settings);
  const written: ImportedRevision[] = [];
  await project.writing?.();
  for (const item of revisions) {
    const draft = draftOf(item, project.clock.now());
    const text = writeRevision(draft, compact({ template, timezone }));
    const known = set.file(draft.revision)?.path;
    const path = await store.write(
      { path: known ?? names.get(draft.revision) ?? "", text },
      { replace: known !== undefined },
    );
    await project.written?.(path);
    written.push(reportOf(item, path));
  }
  return written;
}

/** What {@link writeAlembic} would write; paths are seen from the folder of the revisions. */
export function describeAlembic(
  { revisions }: AlembicProject,
  settings: FileNames,
): readonly ImportedRevision[] {
  const names = namesOf(revisions, settings);
  return revisions.map((item) => reportOf(item, names.get(item.revision.revision) ?? ""));
}

/** The settings that say how files are called. */
export type FileNames = Pick<Settings, "fileTemplate" | "truncateSlugLength" | "timezone">;

/** File names by id; a template without the id may give one name twice. */
function namesOf(
  revisions: readonly TakenRevision[],
  settings: FileNames,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(revisions.map((item) => {
    const draft = draftOf(item, new Date(0));
    const [message = ""] = draft.message.split("\n");
    const name = fileNameOf({ ...draft, message }, settings);
    const free = taken.has(name) ? name.replace(/\.ts$/, `_${draft.revision}.ts`) : name;
    taken.add(free);
    return [draft.revision, free];
  }));
}

function draftOf(
  { revision: header, upgrade, downgrade }: TakenRevision,
  otherwise: Date,
): Parameters<typeof writeRevision>[0] {
  const { revision, down, dependsOn, labels, message, createDate } = header;
  const at = Date.parse(isoOf(createDate ?? ""));
  const date = Number.isNaN(at) ? otherwise : new Date(at);
  const place = { revision, down, dependsOn, labels, message, date };
  return { ...place, upgrade: upgrade.ops, downgrade: downgrade.ops };
}

/** A date as Python prints it; without a time zone it is taken for UTC. */
function isoOf(text: string): string {
  const iso = text.trim().replace(/^(\d{4}-\d\d-\d\d) /, "$1T").replace(/(\.\d{3})\d+/, "$1");
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`;
}

function reportOf(
  { revision, upgrade, downgrade }: TakenRevision,
  path: string,
): ImportedRevision {
  const why = upgrade.why ?? downgrade.why;
  return {
    id: revision.revision,
    from: revision.path,
    path,
    upgrade: upgrade.kind,
    downgrade: downgrade.kind,
    ...(why === undefined ? {} : { why }),
  };
}

/** Where the database stands that Alembic migrated. */
export interface TakenDatabase {
  /** The database, as shown to people. */
  readonly target: string;
  /** Whether there is one. */
  readonly exists: boolean;
  /** The rows of the version table. */
  readonly rows: readonly string[];
  /** Rows that no revision belongs to. */
  readonly unknown: readonly string[];
  /** Revisions that are not applied yet, oldest first. */
  readonly pending: readonly string[];
  /** Why what the schema is like could not be recorded; absent where it is, or nothing is applied. */
  readonly notRecorded?: string;
}

/**
 * Goes on where Alembic stopped: the version table stays as it is, the history says where it stood, and
 * what the schema is like is recorded, so that `status` can tell later what has changed. Where nothing
 * is applied, nothing is written.
 */
export async function takeOver(project: Project): Promise<TakenDatabase> {
  const go = async ({ session, set, rows }: State): Promise<TakenDatabase> => {
    const { known, unknown } = splitRows(set.graph, rows);
    const pending = pendingOf(set.graph, known);
    const report = { target: session.db.server.target, exists: true, rows, unknown, pending };
    if (rows.length === 0 || unknown.length > 0) return report;
    const notRecorded = await runStamp(session, {
      before: rows,
      after: rows,
      writes: [],
      at: project.clock.now(),
      ...authorOf(project),
      record: acceptorFor(project, set, rows),
      lock: await lockOf(project),
    });
    return notRecorded === undefined ? report : { ...report, notRecorded };
  };
  return await withStateOr(project, go, (set, target) => {
    const pending = pendingOf(set.graph, []);
    return Promise.resolve({ target, exists: false, rows: [], unknown: [], pending });
  });
}
