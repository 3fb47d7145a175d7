/**
 * The source of models: a schema as the TypeScript that declares it.
 *
 * @module
 */
import { type CreateTable, spec } from "../ops/mod.ts";
import { displayName, type Schema, type Table } from "../schema/mod.ts";
import { type Code, layout } from "./code.ts";
import { Imports, printValue } from "./print.ts";

/**
 * A module that declares the tables of a schema.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { writeModels } from "@retort/core/source";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey() });
 * writeModels(metadata.schema()); // "import { integer, MetaData } from …"
 * ```
 */
export function writeModels(schema: Schema): string {
  const imports = new Imports();
  imports.use("MetaData");
  const names = new Set(["metadata"]);
  const tables = [...schema.tables.values()]
    .toSorted((a, b) => (displayName(a) < displayName(b) ? -1 : 1))
    .map((table) => declaration(table, constantOf(table.name, names), imports));
  return [
    ...imports.lines(),
    "",
    "export const metadata = new MetaData();",
    ...tables.flatMap((text) => ["", text]),
    "",
  ].join("\n");
}

function declaration(table: Table, name: string, imports: Imports): string {
  const { triggers: _triggers, ...declared } = table;
  const op: CreateTable = { kind: "createTable", table: declared };
  const args = spec(op).args(op).map((arg): Code => printValue(arg, imports));
  const lead = `export const ${name} = `;
  return `${lead}${layout({ kind: "call", callee: "metadata.table", args }, lead.length)};`;
}

/** A name for the constant of a table: `order_items` is `orderItems`, and each name is taken once. */
function constantOf(table: string, taken: Set<string>): string {
  const words = table.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word, index) =>
    index === 0 ? word[0]?.toLowerCase() + word.slice(1) : word[0]?.toUpperCase() + word.slice(1)
  ).join("");
  const base = /^[A-Za-z]/.test(joined) && !reserved.has(joined) ? joined : `table_${joined}`;
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
  taken.add(name);
  return name;
}

/** Words that no constant of a module can have, and the builders that a table's columns may call. */
const reserved: ReadonlySet<string> = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum " +
    "eval export extends false finally for function if implements import in instanceof interface " +
    "let new null package private protected public return static super switch this throw true try " +
    "typeof undefined var void while with yield bigint blob boolean bytes char check columns date " +
    "enumeration exclude foreignKey hole index integer interval json numeric op primaryKey real " +
    "smallint sql text time timestamp timestamptz unique uuid varbinary varchar doublePrecision " +
    "sqlType").split(" "),
);
