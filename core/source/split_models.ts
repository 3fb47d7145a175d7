/**
 * The source of models in several modules: by schema or by table, with an index that joins them.
 *
 * @module
 */
import type { Schema, TableName } from "../schema/mod.ts";
import { quote } from "./code.ts";
import {
  type Declaration,
  declarationsOf,
  type DeclaredNoun,
  writeDeclarations,
} from "./models.ts";
import type { SourceFile } from "./module.ts";
import { Imports } from "./imports.ts";

/** What each module of models holds: all that is in a schema, or a table. */
export type ModelSplit = "schema" | "table";

/** Where the modules of split models are. */
export interface SplitOptions {
  /** What each module holds. */
  readonly by: ModelSplit;
  /** The folder of the modules as the index names it: `models`. */
  readonly folder: string;
  /** The nouns of plugins, whose objects are declared too. */
  readonly nouns?: readonly DeclaredNoun[];
}

/** Models in several modules. */
export interface SplitModels {
  /** The text of the index: it gives the metadata and all tables. */
  readonly index: string;
  /** The modules, with paths as the index sees them: `models/users.ts`. */
  readonly modules: readonly SourceFile[];
}

/**
 * Models in several modules. All declare in one metadata that has a module of its own, and foreign
 * keys name tables as text; so no module imports another but that one.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { splitModels } from "@retort/core/source";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey() });
 * const { modules } = splitModels(metadata.schema(), { by: "table", folder: "models" });
 * modules.map(({ path }) => path); // ["models/metadata.ts", "models/users.ts"]
 * ```
 */
export function splitModels(
  schema: Schema,
  { by, folder, nouns = [] }: SplitOptions,
): SplitModels {
  const groups = new Map<string, Declaration[]>();
  const paths = new Set(["metadata"]);
  const pathOf = by === "table" ? tablePaths(paths) : schemaPaths(paths);
  for (const item of tablesFirst(declarationsOf(schema, nouns))) {
    const path = pathOf(item);
    groups.set(path, [...groups.get(path) ?? [], item]);
  }
  const exported = new Set<string>();
  const modules: SourceFile[] = [];
  const silent = new Set<string>();
  for (const [path, items] of groups) {
    const { text, constants } = moduleOf(path, items, exported);
    const file = `${folder}/${path}.ts`;
    modules.push({ path: file, text });
    if (constants.length === 0) silent.add(file);
    for (const name of constants) exported.add(name);
  }
  const metadata = { path: `${folder}/metadata.ts`, text: metadataText };
  return { index: indexText(metadata.path, modules, silent), modules: [metadata, ...modules] };
}

const metadataText = `import { MetaData } from "@retort/core";

export const metadata = new MetaData();
`;

/** Tables get the names that are theirs before anything else takes them. */
function tablesFirst(items: readonly Declaration[]): readonly Declaration[] {
  return [...items.filter(({ table }) => table), ...items.filter(({ table }) => !table)];
}

/** A module for each table, and one for all else, in folders by schema. */
function tablePaths(taken: Set<string>): (item: Declaration) => string {
  const folders = new Map<string, string>();
  const objects = new Map<string, string>();
  const once = (known: Map<string, string>, key: string, make: () => string): string => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  const folderOf = ({ schema }: TableName): string =>
    schema === undefined ? "" : `${once(folders, schema, () => free(schema, taken))}/`;
  return ({ name, table }) => {
    const folder = folderOf(name);
    if (table) return free(name.name, taken, folder);
    return once(objects, folder, () => free("objects", taken, folder));
  };
}

/** A module for each schema; what is in none is in the default one. */
function schemaPaths(taken: Set<string>): (item: Declaration) => string {
  const known = new Map<string | undefined, string>();
  return ({ name: { schema } }) => {
    const found = known.get(schema) ?? free(schema ?? "default", taken);
    known.set(schema, found);
    return found;
  };
}

/** A name for a file that no other has, also where the file system takes `Users` for `users`. */
function free(name: string, taken: Set<string>, folder = ""): string {
  const base = folder + (name.normalize("NFKD").replace(/[^\w-]+/g, "_") || "_");
  let path = base;
  for (let n = 2; taken.has(path.toLowerCase()); n++) path = `${base}_${n}`;
  taken.add(path.toLowerCase());
  return path;
}

function moduleOf(
  path: string,
  items: readonly Declaration[],
  exported: ReadonlySet<string>,
): { readonly text: string; readonly constants: readonly string[] } {
  const imports = new Imports();
  const { texts, constants } = writeDeclarations(items, imports, exported);
  const up = path.includes("/") ? ".." : ".";
  const own = `import { metadata } from "${up}/metadata.ts";`;
  const text = [...imports.lines(), own, ...texts.flatMap((item) => ["", item]), ""].join("\n");
  return { text, constants };
}

function indexText(
  metadata: string,
  modules: readonly SourceFile[],
  silent: ReadonlySet<string>,
): string {
  const from = (path: string): string => quote(`./${path}`);
  const lines = (paths: readonly string[], line: (path: string) => string): readonly string[] =>
    paths.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).map(line);
  const paths = modules.map(({ path }) => path);
  const loaded = lines(paths.filter((path) => silent.has(path)), (path) => `import ${from(path)};`);
  const shown = lines(
    [metadata, ...paths.filter((path) => !silent.has(path))],
    (path) => `export ${path === metadata ? "{ metadata }" : "*"} from ${from(path)};`,
  );
  const blank = loaded.length > 0 ? [""] : [];
  return [...loaded, ...blank, ...shown, ""].join("\n");
}
