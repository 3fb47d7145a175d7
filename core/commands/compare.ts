/**
 * Comparing the models with the database: what `revision --autogenerate` and `check` share.
 *
 * @module
 */
import { variantNames } from "../dialect/mod.ts";
import { answerWords, type DiffContext, diffSchemas, noAnswers } from "../diff/mod.ts";
import { type RenameAnswers, type RenameQuestion, settleRenames } from "../diff/mod.ts";
import type { SchemaDifference } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { bookkeepingOf, isOwn, type RevisionSet, stateAt } from "../plan/mod.ts";
import type { Session } from "../run/mod.ts";
import { applyNaming, defaultNaming, emptySchema, type Schema } from "../schema/mod.ts";
import { tableKey, type TableName, usedEnums } from "../schema/mod.ts";
import { checkReferences, loadMetadata, mergeMetadata } from "./models.ts";
import { type Project, toldOf } from "./project.ts";

/** A comparison and the live schema it began from. */
export interface Comparison extends SchemaDifference {
  /** The live schema in the server's own words, named, without what must not be looked at. */
  readonly live: Schema;
  /** What may have been renamed and nobody has answered; its ops drop and add. */
  readonly questions: readonly RenameQuestion[];
  /** The answers that were used, as they are written down. */
  readonly answers: readonly string[];
}

/** The database that models are compared with. */
export interface CompareState {
  /** The database; absent where there is none yet, which is like an empty one. */
  readonly session?: Session;
  /** The revisions. */
  readonly set: RevisionSet;
  /** The rows of the version table. */
  readonly rows: readonly string[];
}

/** Both sides of a comparison, ready to be compared. */
export interface Sides {
  /** What to compare with what. */
  readonly cx: DiffContext;
  /** What is there, normalised. */
  readonly live: Schema;
  /** What is there, in the server's own words. */
  readonly spelled: Schema;
  /** What shall be, normalised. */
  readonly wanted: Schema;
}

/** Compares the models of a project with its database. */
export async function compareModels(project: Project, state: CompareState): Promise<Comparison> {
  return compareSides(await readSides(project, state));
}

/** Reads the models of a project and its database. */
export async function readSides(
  project: Project,
  { session, set, rows }: CompareState,
): Promise<Sides> {
  const dialect = session?.dialect ?? await project.dialect();
  const environment = await project.environment();
  const metadata = await loadMetadata(environment, project.settings.config);
  const tables = bookkeepingOf(project.settings);
  const looked = (table: TableName): boolean =>
    !isOwn(tables, table) && (environment.includeName?.(table) ?? true);
  const inspected = filterTables(session ? await inspectAll(session) : emptySchema, looked);
  // What the database has without a name is found by its text; only what is written gets one.
  const { check: _check, ...naming } = metadata[0]?.naming ?? defaultNaming;
  const names = session ? variantNames(dialect, session.db.server.flavour) : undefined;
  const live = applyNaming(dialect.normalize(inspected, names), naming);
  const models = filterTables(mergeMetadata(metadata), looked);
  const wanted = dialect.can.namedEnums
    ? { ...models, enums: usedEnums(models.tables.values()) }
    : models;
  checkReferences(wanted, live);
  const flavour = session?.db.server.flavour ?? dialect.name;
  const cx = { dialect: dialect.name, flavour, ...toldOf(project), offline: false };
  const managed = await managedObjects(live, wanted, () => stateAt(set, rows, cx));
  return {
    live,
    spelled: applyNaming(inspected, naming),
    wanted: dialect.normalize(wanted, names),
    cx: {
      types: dialect.types,
      comments: dialect.can.comments,
      written: (table) => wanted.tables.get(tableKey(table)),
      managed: managed.table,
      managedEnum: managed.enumeration,
    },
  };
}

/**
 * The difference of both sides; renames are done as far as they are answered, and asked otherwise.
 *
 * @throws {RetortError} `diff/bad-answer` for an answer that fits nothing.
 */
export function compareSides(
  { live, spelled, wanted, cx }: Sides,
  answers: RenameAnswers = noAnswers,
): Comparison {
  const settled = settleRenames(live, wanted, {
    sameType: cx.types.same,
    answers,
    ...(cx.managed ? { managed: cx.managed } : {}),
  });
  const difference = diffSchemas(settled.from, wanted, cx);
  const { questions, used } = settled;
  const ops = [...settled.ops, ...difference.ops];
  return { ...difference, ops, live: spelled, questions, answers: answerWords(used) };
}

async function inspectAll({ dialect, db }: Session): Promise<Schema> {
  if (!dialect.inspect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  return await dialect.inspect(db);
}

/** What may be dropped. */
interface Managed {
  readonly table: (table: TableName) => boolean;
  readonly enumeration: (name: TableName) => boolean;
}

/** What revisions made: only that may be dropped. The revisions are read only if needed. */
async function managedObjects(
  live: Schema,
  wanted: Schema,
  state: () => Promise<Schema>,
): Promise<Managed> {
  const foreign = [
    ...[...live.tables.keys()].filter((key) => !wanted.tables.has(key)),
    ...[...wanted.enums ? live.enums?.keys() ?? [] : []].filter((key) => !wanted.enums?.has(key)),
  ];
  if (foreign.length === 0) return { table: () => true, enumeration: () => true };
  const recorded = await state();
  return {
    table: (table) => recorded.tables.has(tableKey(table)),
    enumeration: (name) => recorded.enums?.has(tableKey(name)) ?? false,
  };
}

function filterTables(schema: Schema, keep: (table: TableName) => boolean): Schema {
  return { ...schema, tables: new Map([...schema.tables].filter(([, table]) => keep(table))) };
}
