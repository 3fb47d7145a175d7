/**
 * Comparing the models with the database: what `revision --autogenerate` and `check` share.
 *
 * @module
 */
import {
  type Dialect,
  type EchoedModels,
  echoModels,
  echoViews,
  type Unverified,
  unverifiedModels,
  variantNames,
  type ViewSides,
} from "../dialect/mod.ts";
import {
  answerWords,
  chooseComparators,
  type DiffContext,
  diffSchemas,
  noAnswers,
  type RenameAnswers,
  type RenameQuestion,
  type SchemaDifference,
  settleRenames,
} from "../diff/mod.ts";
import type { RevisionContext } from "../ops/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { stateAt } from "../plan/state.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import {
  applyNaming,
  compact,
  emptySchema,
  type Schema,
  type Table,
  tableKey,
} from "../schema/mod.ts";
import { enumsInUse } from "./elsewhere.ts";
import type { Environment } from "./environment.ts";
import { inSchemas, schemaNames } from "./in_schemas.ts";
import { includeNames, includeObjects } from "./include.ts";
import { managedBy, needsRecord } from "./managed.ts";
import {
  checkReferences,
  checkTypes,
  liveNaming,
  loadMetadata,
  mergeMetadata,
  readTypes,
} from "./models.ts";
import { type Project, type ScriptTarget, toldOf } from "./project.ts";
import { knownSides } from "./replayed.ts";
import { soughtWords, unseenOf, withoutUnseen } from "./unseen.ts";

/** A comparison and the live schema it began from. */
export interface Comparison extends SchemaDifference {
  /** The live schema in the server's own words, named, without what must not be looked at. */
  readonly live: Schema;
  /** What may have been renamed and nobody has answered; its ops drop and add. */
  readonly questions: readonly RenameQuestion[];
  /** The answers that were used, as they are written down. */
  readonly answers: readonly string[];
  /** Tables that were not compared, since the revisions don't tell what they look like. */
  readonly opaque: readonly string[];
  /** Expressions that were compared by their text only, since no server spelled them. */
  readonly unverified: readonly Unverified[];
  /** What the source of the models says and no comparison sees, in words. */
  readonly notes: readonly string[];
}

/** The database that models are compared with. */
export interface CompareState {
  /** The database; absent where there is none yet, which is like an empty one. */
  readonly session?: Session;
  /** The revisions. */
  readonly set: RevisionSet;
  /** The rows of the version table. */
  readonly rows: readonly string[];
  /** Set where the revisions stand in for the database: what they are replayed for. */
  readonly target?: ScriptTarget;
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
  /** Tables that are left out, since the revisions don't tell what they look like. */
  readonly opaque: readonly string[];
  /** Expressions that no server spelled, and that look other than what is there. */
  readonly unverified: readonly Unverified[];
  /** What the source of the models says and no comparison sees, in words. */
  readonly notes: readonly string[];
}

/** Compares the models of a project with its database. */
export async function compareModels(project: Project, state: CompareState): Promise<Comparison> {
  return compareSides(await readSides(project, state));
}

/** Reads the models of a project, and its database or what the revisions amount to. */
export async function readSides(project: Project, state: CompareState): Promise<Sides> {
  const { session } = state;
  const [environment, own] = [await project.environment(), bookkeepingOf(project.settings)];
  const metadata = await loadMetadata(environment, project.settings.config);
  const { dialect, names, about } = await placeOf(project, state);
  const replay = once(() => stateAt(state.set, state.rows, about));
  const recorded = once(async () => dialect.normalize(await replay(), names));
  const declared = includeNames(readTypes(mergeMetadata(metadata), dialect), environment, own);
  checkTypes(declared, dialect, names ?? [dialect.name]);
  const replayed = state.target ? knownSides(await replay(), declared) : undefined;
  const { models = declared, replayed: known = emptySchema } = replayed ?? {};
  // The models are brought into their form while the server is busy with its answers.
  const [found, normal] = await Promise.all([
    session ? inspectFor(session, environment, { models, recorded }) : known,
    afterSending(() => dialect.normalize(models, names)),
  ]);
  const inspected = includeNames(found, environment, own);
  const naming = liveNaming(metadata);
  const live = applyNaming(dialect.normalize(inspected, names), naming);
  const { schema: wanted, unverified } = await spelled(session, dialect, { live, models, normal });
  const { unseen, ...sides } = await seen(session, includeObjects({ live, wanted }, environment));
  checkReferences(declared, sides.live, replayed?.opaque);
  const past = needsRecord(sides.live, sides.wanted) ? await recorded() : undefined;
  const { inUse, ...told } = await askServer(session, { ...sides, recorded: past }, names);
  return {
    ...sides,
    ...told,
    opaque: replayed?.opaque ?? [],
    unverified,
    notes: [...metadata.flatMap((item) => item.metadata.notes ?? []), ...unseen],
    spelled: applyNaming(inspected, naming),
    cx: {
      ...diffContextOf(dialect, environment),
      written: (table) => models.tables.get(tableKey(table)),
      author: models,
      ...(inUse ? { enumsInUse: inUse } : {}),
      ...(past ? { recorded: past, managed: managedBy(past, environment) } : {}),
    },
  };
}

/** Both sides without what this user may not see, and what that is, in words. */
async function seen(
  session: Session | undefined,
  sides: Pick<Sides, "live" | "wanted">,
): Promise<Pick<Sides, "live" | "wanted"> & { readonly unseen: readonly string[] }> {
  if (!session) return { ...sides, unseen: [] };
  const found = await unseenOf(session, sides.wanted, sides.live);
  return {
    ...withoutUnseen(sides, found),
    unseen: found.map((item) => `${soughtWords(item)} is not compared: this user may not see it`),
  };
}

/** What only the server knows: how it spells views, and what uses the enums. */
async function askServer(
  session: Session | undefined,
  sides: ViewSides,
  names: readonly string[] | undefined,
): Promise<{ readonly wanted?: Schema; readonly inUse?: DiffContext["enumsInUse"] }> {
  if (!session) return {};
  const inUse = await enumsInUse(session, sides, names);
  return { wanted: await echoViews(session, sides), ...(inUse ? { inUse } : {}) };
}

/** The models as the server spells them; as they are where there is none to be asked. */
async function spelled(
  session: Session | undefined,
  dialect: Dialect,
  sides: Parameters<typeof unverifiedModels>[1],
): Promise<EchoedModels> {
  const { live, models, normal } = sides;
  if (session) return await echoModels({ dialect, db: session.db, normal }, live, models);
  return { schema: normal, unverified: unverifiedModels(dialect, sides) };
}

/** The dialect of a comparison, the variants that count, and what revisions are told. */
async function placeOf(project: Project, { session, target }: CompareState): Promise<{
  readonly dialect: Dialect;
  readonly names: readonly string[] | undefined;
  readonly about: RevisionContext;
}> {
  const dialect = session?.dialect ?? target?.dialect ?? await project.dialect();
  const flavour = session?.db.server.flavour ?? target?.flavour ?? dialect.name;
  return {
    dialect,
    names: session ? variantNames(dialect, flavour) : target?.names,
    about: { dialect: dialect.name, flavour, ...toldOf(project), offline: false },
  };
}

/** What a comparison needs to know of the database and of what the user wants compared. */
export function diffContextOf(
  dialect: Dialect,
  { comparators, compare, compareType, compareDefault }: Environment,
): DiffContext {
  const chosen = comparators && chooseComparators(comparators, [
    ...(dialect.nouns ?? []).map(({ noun }) => ({ name: noun })),
    ...(compare ?? []),
  ]);
  const has = (name: string): boolean => chosen?.has(name) ?? true;
  return compact({
    types: dialect.types,
    comments: dialect.can.comments && has("comments"),
    frozenViews: dialect.can.frozenViews,
    caselessColumns: dialect.can.caselessColumns,
    tableOptions: has("options") ? dialect.can.tableOptions : undefined,
    comparators: chosen,
    compare,
    nouns: dialect.nouns,
    compareType: has("types") ? compareType : false,
    compareDefault: has("defaults") ? compareDefault : false,
  });
}

/** Does work as soon as what was asked before is on its way. */
async function afterSending<T>(work: () => T): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return work();
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => found ??= work();
}

/**
 * The difference of both sides; renames are done as far as they are answered, and asked otherwise.
 *
 * @throws {RetortError} `diff/bad-answer` for an answer that fits nothing.
 */
export function compareSides(
  { live, spelled, wanted, cx, ...told }: Sides,
  answers: RenameAnswers = noAnswers,
): Comparison {
  const settled = settleRenames(live, wanted, {
    sameType: cx.types.same,
    answers,
    caselessColumns: cx.caselessColumns ?? false,
    ...(cx.managed ? { managed: cx.managed } : {}),
  });
  const { questions, used, ops, former } = settled;
  const difference = diffSchemas(settled.from, wanted, { ...cx, renames: { ops, former } });
  return { ...difference, live: spelled, questions, answers: answerWords(used), ...told };
}

/**
 * The live schema as far as it is looked at: the default schema, those that models name, those that
 * revisions made something in, and those that the environment includes.
 */
async function inspectFor(
  session: Session,
  { includeSchemas }: Environment,
  { models, recorded }: { readonly models: Schema; readonly recorded: () => Promise<Schema> },
): Promise<Schema> {
  const { dialect } = session;
  const listed = typeof includeSchemas === "object" ? includeSchemas : [];
  const named = [...schemaNames(dialect.normalize(placesOf(models))), ...listed];
  if (includeSchemas === true) return await inspectLive(session, { schemas: "all" });
  const all = dialect.can.schemas && named.length > 0;
  const live = await inspectLive(session, all ? { schemas: "all" } : {});
  const others = [...live.schemas?.keys() ?? []].filter((name) => !named.includes(name));
  const made = others.length === 0 ? new Set<string>() : schemaNames(await recorded());
  const more = others.filter((name) => made.has(name));
  const whole = more.length === 0 || all ? live : await inspectLive(session, { schemas: "all" });
  return inSchemas(whole, new Set([...named, ...more]));
}

/** The models with one empty table in each schema: enough to be told which of them is the default. */
function placesOf(models: Schema): Schema {
  const tables = new Map<string, Table>();
  for (const { name, schema } of models.tables.values()) {
    if (schema === undefined || tables.has(schema)) continue;
    const none = { columns: [], uniques: [], foreignKeys: [], checks: [], indexes: [] };
    tables.set(schema, { name, schema, ...none });
  }
  return { ...models, tables };
}

/** What a report says of a comparison besides the changes. */
export function besides(
  { unmanaged, unchangeable, opaque, unverified, notes }: Comparison,
): Pick<Comparison, "unmanaged" | "unchangeable" | "opaque" | "unverified" | "notes"> {
  return { unmanaged, unchangeable, opaque, unverified, notes };
}
