/**
 * Types for Kysely from the models of retort.
 *
 * ```ts
 * import { integer, MetaData, text } from "@retort/core/schema";
 * import { kyselyTypes } from "@retort/kysely";
 * import { sqlite } from "@retort/sqlite";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey(), name: text().notNull() });
 * kyselyTypes(metadata, { dialect: sqlite }); // import type { ColumnType } from "kysely"; …
 * ```
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import {
  type EnumType,
  isMetaData,
  type MetaData,
  type Schema,
  type Table,
  tableKey,
} from "@retort/core/schema";
import { columnType } from "./column.ts";
import { camelCase, Names, property } from "./names.ts";
import { aliasesIn } from "./scalars.ts";

/** How types are written. */
export interface KyselyOptions {
  /** The dialect of the database. */
  readonly dialect: Dialect;
  /** Names of columns and tables as `CamelCasePlugin` has them. */
  readonly camelCase?: boolean;
  /** Other TypeScript types than the usual ones, by the name of a type: `{ bigint: "string" }`. */
  readonly types?: Readonly<Record<string, string>>;
  /** The name of the interface that holds all tables; `Database` unless given. */
  readonly name?: string;
}

/**
 * The text of a module with an interface for each table and `Database`, which holds them all.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { kyselyTypes } from "@retort/kysely";
 * import { sqlite } from "@retort/sqlite";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey() });
 * kyselyTypes(metadata, { dialect: sqlite }).includes("id: Generated<number>;"); // true
 * ```
 */
export function kyselyTypes(models: MetaData | Schema, options: KyselyOptions): string {
  const { dialect, name = "Database" } = options;
  const declared = isMetaData(models) ? models.schema() : models;
  const { tables, views = new Map() } = dialect.normalize(declared);
  const enums = [...declared.enums?.values() ?? []];
  const names = new Names([name, "ColumnType", "Generated", "GeneratedAlways"]);
  const written = new Map<string, string>();
  for (const [key, table] of declared.tables) {
    const normal = tables.get(key) ?? tables.get(tableKey({ name: table.name })) ?? table;
    written.set(spell(placed(table), options), names.take(typeName(table)));
    names.bodies.push(body(names, { table: normal, enums, dialect, options, author: table }));
  }
  const left = [...views.values()].map((view) => placed(view));
  const entries = [...written].map(([key, type]) => `  ${property(key)}: ${type};`);
  const database = `/** All tables. */\nexport interface ${name} {\n${entries.join("\n")}\n}\n`;
  return [head(names, left), ...names.enums.values(), ...names.bodies, database].join("\n");
}

/**
 * Writes {@link kyselyTypes} into a file, unless it says the same already; gives whether it has.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { writeKyselyTypes } from "@retort/kysely";
 * import { sqlite } from "@retort/sqlite";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey() });
 * const file = await Deno.makeTempFile({ suffix: ".ts" });
 * await writeKyselyTypes(file, metadata, { dialect: sqlite }); // true
 * ```
 */
export async function writeKyselyTypes(
  file: string | URL,
  models: MetaData | Schema,
  options: KyselyOptions,
): Promise<boolean> {
  const text = kyselyTypes(models, options);
  const there = await Deno.readTextFile(file).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (there === text) return false;
  await Deno.writeTextFile(file, text);
  return true;
}

function placed({ schema, name }: Pick<Table, "schema" | "name">): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

function spell(name: string, { camelCase: camel = false }: KyselyOptions): string {
  return camel ? name.split(".").map(camelCase).join(".") : name;
}

/** `audit.log_entries` is `AuditLogEntries`. */
function typeName(table: Pick<Table, "schema" | "name">): string {
  const words = placed(table).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\p{L}/u.test(name) ? name : `Table${name}`;
}

function comment(text: string | undefined, indent: string): string {
  return text === undefined ? "" : `${indent}/** ${text.replaceAll("*/", "* /")} */\n`;
}

interface Body {
  readonly table: Table;
  readonly author: Table;
  readonly enums: readonly EnumType[];
  readonly dialect: Dialect;
  readonly options: KyselyOptions;
}

function body(names: Names, { table, author, enums, dialect, options }: Body): string {
  const setting = { names, table, enums, dialect, types: options.types ?? {} };
  const lines = author.columns.map((written, index) => {
    const column = table.columns[index] ?? written;
    const type = columnType(column, { ...setting, written });
    const said = comment(written.comment, "  ");
    return `${said}  ${property(spell(written.name, options))}: ${type};`;
  });
  const said = author.comment ?? `A row of ${placed(author)}.`;
  const name = names.of(typeName(author));
  return `${comment(said, "")}export interface ${name} {\n${lines.join("\n")}\n}\n`;
}

function head(names: Names, views: readonly string[]): string {
  const used = [...names.enums.values(), ...names.bodies].join("\n");
  const { aliases, imports } = aliasesIn(used);
  const about = ["// Written by retort from its models: it is written anew, not edited."];
  if (views.length > 0) {
    about.push(`// Without types, since models have only the text of views: ${views.join(", ")}.`);
  }
  const from = imports.length === 0
    ? []
    : [`import type { ${imports.join(", ")} } from "kysely";\n`];
  return [...about, ...from, ...aliases].join("\n");
}
