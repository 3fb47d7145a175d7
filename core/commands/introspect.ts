/**
 * `introspect`: models from a live database.
 *
 * @module
 */
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import type { Noun } from "../dialect/mod.ts";
import { displayName, plainNoun, type Schema, type Table } from "../schema/mod.ts";
import { writeModels } from "../source/models.ts";
import type { SourceFile } from "../source/module.ts";
import { splitModels, type SplitOptions } from "../source/split_models.ts";
import { asMeant } from "./invalid.ts";
import { includeNames } from "./include.ts";
import type { Project } from "./project.ts";
import { withSession } from "./session.ts";

export type { ModelSplit, SplitOptions } from "../source/split_models.ts";

/** Options of `introspect`. */
export interface IntrospectOptions {
  /** How the models are split into modules; all are in one unless told. */
  readonly split?: SplitOptions;
}

/** The TypeScript that declares what is in a database. */
export interface ModelsText {
  /** The module that gives the metadata and the tables. */
  readonly models: string;
  /** The modules that it joins where they are split, by paths as it sees them. */
  readonly modules?: readonly SourceFile[];
}

/** Models as they were read from a database. */
export interface IntrospectReport extends ModelsText {
  /** The database, as shown to people. */
  readonly target: string;
  /** How many tables it declares. */
  readonly tables: number;
  /** Indexes that the server keeps and does not use; they are declared as they were meant. */
  readonly invalid: readonly string[];
  /** What it does not declare, in words, since no op makes it: `domain age`. */
  readonly undeclared: readonly string[];
}

/**
 * Reads a database and writes the models that declare what is in it; `autogenerate` right after it
 * finds nothing to do. Retort's own tables are left out.
 */
export async function introspect(
  project: Project,
  { split }: IntrospectOptions = {},
): Promise<IntrospectReport> {
  return await withSession(project, async (session) => {
    const { schema, invalid } = asMeant(await readModels(project, session));
    const { target } = session.db.server;
    const { nouns } = session.dialect;
    const undeclared = undeclaredIn(schema, nouns);
    const { size: tables } = schema.tables;
    return { target, ...modelsOf(schema, split, nouns), tables, invalid, undeclared };
  }, { create: false });
}

/** The models that declare a schema, in one module or several. */
export function modelsOf(
  schema: Schema,
  split: SplitOptions | undefined,
  nouns: readonly Noun[] = [],
): ModelsText {
  if (!split) return { models: writeModels(schema, { nouns }) };
  const { index, modules } = splitModels(schema, { ...split, nouns });
  return { models: index, modules };
}

/** What a live schema holds that no op makes, in words. */
export function undeclaredIn(
  { others = [], owned = [], plugins = new Map() }: Schema,
  nouns: readonly Noun[] = [],
): readonly string[] {
  const declared = new Set(nouns.filter(({ source }) => source).map(({ noun }) => noun));
  const silent = [...plugins.values()].filter(({ noun }) => !declared.has(noun));
  const alone = [...others, ...silent].map(({ noun, table, ...name }) =>
    `${plainNoun(noun)} ${displayName(name)}${table === undefined ? "" : ` on ${table}`}`
  );
  return [
    ...alone,
    ...owned.map(({ noun, by, ...name }) => `${noun} ${displayName(name)} (${by})`),
  ];
}

/** The live schema without retort's own tables, and without what `includeName` leaves out. */
export async function readModels(project: Project, session: Session): Promise<Schema> {
  const environment = await project.environment();
  const own = bookkeepingOf(project.settings);
  const found = includeNames(await inspectLive(session), environment, own);
  const { primaryKeyName } = session.dialect;
  return primaryKeyName === undefined ? found : withoutKeyNames(found, primaryKeyName);
}

/** A name that the server gives to every primary key says nothing, and no model has to repeat it. */
function withoutKeyNames(schema: Schema, usual: string): Schema {
  const tables = Array.from(schema.tables, ([key, table]): [string, Table] => {
    if (table.primaryKey?.name !== usual) return [key, table];
    const { name: _name, ...primaryKey } = table.primaryKey;
    return [key, { ...table, primaryKey }];
  });
  return { ...schema, tables: new Map(tables) };
}
