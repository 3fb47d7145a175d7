/**
 * The source of models: a schema as the TypeScript that declares it.
 *
 * @module
 */
import { type CreateTable, type CreateTrigger, type Op, spec } from "../ops/mod.ts";
import { compact, displayName, type Schema, type Table } from "../schema/mod.ts";
import { type Code, layout } from "./code.ts";
import { Imports, printValue } from "./print.ts";

/**
 * A module that declares the tables of a schema, with their triggers.
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
  const tables = [...schema.tables.values()]
    .toSorted((a, b) => (displayName(a) < displayName(b) ? -1 : 1))
    .map((table) => ({ name: table.name, ...declaration(table, imports) }));
  // A constant must not have the name of a function that is imported for some column.
  const taken = new Set(["metadata", ...imports.names()]);
  const texts = tables.map(({ name, call, triggers }) => {
    const lead = `export const ${constantOf(name, taken)} = `;
    return [`${lead}${layout(call, lead.length)};`, ...triggers].join("\n");
  });
  return [
    ...imports.lines(),
    "",
    "export const metadata = new MetaData();",
    ...texts.flatMap((text) => ["", text]),
    "",
  ].join("\n");
}

/** The call that declares a table, and those that declare its triggers. */
function declaration(
  { triggers = [], ...table }: Table,
  imports: Imports,
): { readonly call: Code; readonly triggers: readonly string[] } {
  const { name, schema } = table;
  return {
    call: callOf("metadata.table", { kind: "createTable", table }, imports),
    triggers: triggers.map((trigger) => {
      const op: CreateTrigger = compact({ kind: "createTrigger", table: name, schema, trigger });
      return `${layout(callOf("metadata.trigger", op, imports))};`;
    }),
  };
}

/** Metadata takes the arguments that the op takes. */
function callOf(callee: string, op: CreateTable | CreateTrigger, imports: Imports): Code {
  const args = spec<Op>(op).args(op).map((arg): Code => printValue(arg, imports));
  return { kind: "call", callee, args };
}

/** A name for the constant of a table: `order_items` is `orderItems`, and each name is taken once. */
function constantOf(table: string, taken: Set<string>): string {
  const words = table.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word, index) =>
    index === 0 ? word[0]?.toLowerCase() + word.slice(1) : word[0]?.toUpperCase() + word.slice(1)
  ).join("");
  const free = /^[A-Za-z]/.test(joined) && !reserved.has(joined) && !taken.has(joined);
  const base = free ? joined : `table_${joined}`;
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
  taken.add(name);
  return name;
}

/** Words that no constant of a module can have. */
const reserved: ReadonlySet<string> = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum " +
    "eval export extends false finally for function if implements import in instanceof interface " +
    "let new null package private protected public return static super switch this throw true try " +
    "typeof undefined var void while with yield").split(" "),
);
