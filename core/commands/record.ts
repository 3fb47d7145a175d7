/**
 * Recording what the database is like after retort has changed it.
 *
 * @module
 */
import { variantNames } from "../dialect/mod.ts";
import { partsIn, withPart } from "../diff/parts.ts";
import { messageOf, RetortError } from "../errors/mod.ts";
import { splitRows } from "../graph/mod.ts";
import { advanceAll, isUndeclared, type Op } from "../ops/mod.ts";
import { entriesOf, type RecordedRow, recordedRow, type SchemaEntry } from "../plan/recorded.ts";
import { inOrder } from "../plan/state.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { damagedRecord, findRecorded, type Recorded, writeRecorded } from "../run/recorded.ts";
import { sameRows } from "../run/past.ts";
import type { Recorder } from "../run/recording.ts";
import { revisionContext } from "../run/prepare.ts";
import { filesHash, type Settled } from "../run/settled.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import { emptySchema, isUnknown, objectMaps, type Schema, tableKey } from "../schema/mod.ts";
import { opsOf } from "../source/read.ts";
import { version } from "../version.ts";
import type { Environment } from "./environment.ts";
import { inSchemas, schemaNames } from "./in_schemas.ts";
import { includeNames } from "./include.ts";
import { withoutInvalid } from "./invalid.ts";
import { holds } from "./managed.ts";
import { type Project, toldOf } from "./project.ts";
import { soughtWords, unseenOf } from "./unseen.ts";

/** What recording needs to know of a project. */
export interface RecordBasis {
  /** The revisions. */
  readonly set: RevisionSet;
  /** What revisions are told. */
  readonly told: Parameters<typeof revisionContext>[1];
  /** What is looked at. */
  readonly environment: Pick<Environment, "includeName" | "includeSchemas">;
  /** Tells the time. */
  readonly now: () => Date;
}

/** What was done since the record that is there. */
export interface Done {
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows now. */
  readonly to: readonly string[];
  /** The ops that were run between them. */
  readonly ops: readonly Op[];
  /** Whether all is recorded as it is, also what no op has changed. */
  readonly accept?: boolean;
  /** The mark that is left for the next run. */
  readonly settled?: Settled | undefined;
}

/**
 * Records after the runs of a project; absent where its settings say so. `unedited` are the version
 * rows at which no applied revision was edited.
 */
export function recorderFor(
  project: Project,
  set: RevisionSet,
  unedited?: readonly string[],
): Recorder | undefined {
  if (project.settings.recordSchema === false) return undefined;
  return async (held, done) => {
    const sure = unedited !== undefined && sameRows(unedited, done.from);
    const settled = sure ? await markOf(held, set, done.to) : undefined;
    return await recordSchema(held, await basisOf(project, set), { ...done, settled });
  };
}

/** The mark of a run; nothing where it did not end at the only head. */
async function markOf(
  { token }: Session,
  { graph, texts }: RevisionSet,
  rows: readonly string[],
): Promise<Settled | undefined> {
  const [head, ...others] = graph.heads;
  if (head === undefined || others.length > 0 || !sameRows(rows, [head.id])) return undefined;
  if (texts === undefined || token === undefined) return undefined;
  return { row: head.id, token, files: await filesHash(texts) };
}

/** Records all as it is, for what is declared rather than run; gives why it could not. */
export function acceptorFor(
  project: Project,
  set: RevisionSet,
  rows: readonly string[],
): ((held: Session) => Promise<string | undefined>) | undefined {
  if (project.settings.recordSchema === false) return undefined;
  return async (held) => {
    try {
      const done = { from: rows, to: rows, ops: [], accept: true };
      await recordSchema(held, await basisOf(project, set), done);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  };
}

/** What recording needs to know of a project. */
export async function basisOf(project: Project, set: RevisionSet): Promise<RecordBasis> {
  const environment = await project.environment();
  return { set, told: toldOf(project), environment, now: () => project.clock.now() };
}

/**
 * Records what the database is like; gives the names of what something else has changed, which stays
 * recorded as it was, so that a run does not hide it.
 */
export async function recordSchema(
  held: Session,
  basis: RecordBasis,
  done: Done,
): Promise<readonly string[]> {
  const there = await findRecorded(held);
  const { recorded: before, damage } = there;
  // What of the schema was recorded is not known any more: only who says so has it as it is.
  if (damage !== undefined && !done.accept) throw damagedRecord(held, damage, done.to);
  const states = await statesOf(held, basis, { before, done });
  const live = withoutInvalid(await readScope(held, basis.environment, states.after));
  await refuseUnseen(held, looked(before?.schema ?? emptySchema, held, basis.environment), live);
  const known = before?.rows ?? new Map<string, RecordedRow>();
  const kept: string[] = [];
  const managed = managedBy({ states, before, known });
  const rows = entriesOf(live).map((item) => {
    const { entry, gone } = withGone(item, before?.schema ?? emptySchema, states);
    kept.push(...gone);
    const row = recordedRow(entry, managed(entry));
    const old = known.get(row.object);
    if (!old || old.managed === 0 || row.managed === 0 || old.hash === row.hash) return row;
    if (!states.untouched(entry)) return row;
    kept.push(`${entry.noun} ${entry.item.name}`);
    return old;
  });
  const found = new Set(rows.map(({ object }) => object));
  const missing = entriesOf(looked(before?.schema ?? emptySchema, held, basis.environment))
    .filter(states.untouched)
    .map((entry) => recordedRow(entry, true)).filter(({ object }) => !found.has(object));
  kept.push(...missing.map(({ noun, name }) => `${noun} ${name}`));
  const { to, settled } = done;
  const about = { rows: to, at: basis.now().toISOString(), tool: version };
  await writeRecorded(held, there, { about, rows: [...rows, ...missing], settled });
  return kept;
}

/** What this user may not see would seem to be gone. */
async function refuseUnseen(held: Session, recorded: Schema, live: Schema): Promise<void> {
  const unseen = await unseenOf(held, recorded, live);
  if (unseen.length === 0) return;
  const { target } = held.db.server;
  throw new RetortError("drift/unseen", { target, objects: unseen.map(soughtWords) });
}

/** What the ops amount to. */
interface States {
  /** The schema state after them, as the database would hold it. */
  readonly after: Schema;
  /** Whether SQL that did not say what it does was among them. */
  readonly opaque: boolean;
  /** What was recorded, normalised, where only what ops did can have changed it; else nothing. */
  readonly start: Schema;
  /** The state after the ops, as they made it from that. */
  readonly end: Schema;
  /** Whether something that was recorded must still be as it was. */
  untouched(entry: SchemaEntry): boolean;
}

async function statesOf(
  held: Session,
  { set, told }: RecordBasis,
  { before, done }: { readonly before: Recorded | undefined; readonly done: Done },
): Promise<States> {
  const { dialect, db } = held;
  const names = variantNames(dialect, db.server.flavour);
  const fresh = before && sameRows(before.about.rows, done.from) ? before : undefined;
  const cx = revisionContext(held, told);
  const earlier = fresh ? [] : await replayed(set, done.from, cx);
  const start = fresh ? dialect.normalize(fresh.schema, names) : emptySchema;
  const ops = [...earlier, ...done.ops];
  const after = advanceAll(start, ops);
  const opaque = ops.some(isUndeclared);
  const calm = fresh !== undefined && !done.accept && !opaque && isCalm(start, after);
  return {
    after: dialect.normalize(after, names),
    opaque,
    start: calm ? start : emptySchema,
    end: after,
    // A state shares with the one before what an op did not touch.
    untouched: ({ noun, item }) =>
      calm &&
      (noun === "table"
        ? start.tables.get(tableKey(item)) === after.tables.get(tableKey(item)) &&
          !isUnknown(after, item)
        : start.tables === after.tables),
  };
}

/**
 * A table with those of its parts that were recorded, that no op touched, and that are gone: a run
 * that only adds something to a table does not hide what something else took from it.
 */
function withGone(
  entry: SchemaEntry,
  recorded: Schema,
  { start, end }: Pick<States, "start" | "end">,
): { readonly entry: SchemaEntry; readonly gone: readonly string[] } {
  const key = tableKey(entry.item);
  const [was, is] = [start.tables.get(key), end.tables.get(key)];
  const old = recorded.tables.get(key);
  const adds = was && is && was !== is && !isUnknown(end, entry.item) &&
    was.columns.every((column) => is.columns.includes(column));
  if (entry.noun !== "table" || !old || !adds) return { entry, gone: [] };
  const gone = lossySlots.flatMap((slot) => {
    const ids = new Set(partsIn(entry.item, slot).map(({ id }) => id));
    const same = new Map(partsIn(was, slot).map((part) => [part.id, part.item]));
    const stays = new Set(partsIn(is, slot).map(({ item }) => item));
    return partsIn(old, slot)
      .filter(({ id, name }) => name !== undefined && !ids.has(id) && stays.has(same.get(id)))
      .map((part) => ({ slot, part }));
  });
  const item = gone.reduce((owner, { slot, part }) => withPart(owner, slot, part), entry.item);
  return { entry: { ...entry, item }, gone: gone.map(({ part }) => `${part.noun} ${part.name}`) };
}

const lossySlots = ["columns", "uniques", "foreignKeys", "checks", "indexes", "triggers"] as const;

/** Whether nothing that is no table has changed: much may hang on a type or a view. */
function isCalm(start: Schema, after: Schema): boolean {
  return !after.unknown.all && objectMaps.every((map) => {
    const items: ReadonlyMap<string, object> = start[map] ?? new Map();
    const others: ReadonlyMap<string, object> | undefined = after[map];
    return [...items].every(([key, item]) => others?.get(key) === item);
  });
}

async function replayed(
  set: RevisionSet,
  rows: readonly string[],
  cx: ReturnType<typeof revisionContext>,
): Promise<readonly Op[]> {
  const { known } = splitRows(set.graph, rows);
  const modules = await set.load(inOrder(set.graph, known));
  return modules.flatMap((module) => opsOf(module, "upgrade", cx) ?? []);
}

/** What revisions made; after SQL that did not say what it does, all that was not there before. */
function managedBy({ states, before, known }: {
  readonly states: States;
  readonly before: Recorded | undefined;
  readonly known: ReadonlyMap<string, RecordedRow>;
}): (entry: SchemaEntry) => boolean {
  const { after, opaque } = states;
  const earlier = before?.schema ?? emptySchema;
  return (entry) => {
    const { noun, item } = entry;
    const name = { noun, ...item };
    if (holds(earlier, name) || holds(after, name)) return true;
    if (noun === "table" && after.unknown.tables.has(tableKey(item))) return true;
    return opaque && known.get(recordedRow(entry, false).object)?.managed !== 0;
  };
}

/**
 * The live schema as far as it is looked at: the default schema, those that revisions made something
 * in, and those that the environment includes.
 */
export async function readScope(
  session: Session,
  { includeName, includeSchemas }: RecordBasis["environment"],
  made: Schema,
): Promise<Schema> {
  const listed = typeof includeSchemas === "object" ? includeSchemas : [];
  const names = new Set([...listed, ...schemaNames(made)]);
  const all = session.dialect.can.schemas && (includeSchemas === true || names.size > 0);
  const live = await inspectLive(session, all ? { schemas: "all" } : {});
  const found = includeSchemas === true ? live : inSchemas(live, names);
  return looked(found, session, { includeName });
}

/** The schema without retort's own tables and what `includeName` leaves out. */
export function looked(
  schema: Schema,
  { tables }: Pick<Session, "tables">,
  { includeName }: { readonly includeName?: Environment["includeName"] | undefined },
): Schema {
  return includeNames(schema, includeName === undefined ? {} : { includeName }, tables);
}
