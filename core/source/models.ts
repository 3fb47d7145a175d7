/**
 * The source of models: a schema as the TypeScript that declares it.
 *
 * @module
 */
import { createTrigger, type Op, spec } from "../ops/mod.ts";
import { compact, displayName, type Schema, type Table, tableKey } from "../schema/mod.ts";
import { type TableName, type Trigger, usedEnums } from "../schema/mod.ts";
import { type Code, layout } from "./code.ts";
import { Imports, printValue } from "./print.ts";

/**
 * A module that declares what is in a schema.
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
  const before = [...extensions(schema), ...enums(schema), ...sequences(schema)]
    .map((code) => statement(code, imports));
  const tables = byName(schema.tables)
    .map((table) => ({ name: table.name, ...declaration(table, imports) }));
  const after = [...routines(schema), ...views(schema)].map((code) => statement(code, imports));
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
    ...[...before, ...texts, ...after].flatMap((text) => ["", text]),
    "",
  ].join("\n");
}

/** A call of the metadata: the method, and the arguments that it takes. */
interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}

function extensions({ extensions = new Map() }: Schema): readonly Call[] {
  return byName(extensions).map((extension) =>
    call("extension", { kind: "createExtension", extension })
  );
}

/** The enums that no column names: the others are declared by their columns. */
function enums({ enums = new Map(), tables }: Schema): readonly Call[] {
  const used = usedEnums(tables.values());
  return byName(enums).filter((type) => !used.has(tableKey(type))).map((
    { name, values, schema },
  ) => ({
    method: "enumeration",
    args: schema === undefined ? [name, values] : [name, values, { schema }],
  }));
}

function sequences({ sequences = new Map() }: Schema): readonly Call[] {
  return byName(sequences).map((sequence) =>
    call("sequence", { kind: "createSequence", sequence })
  );
}

function routines({ routines = new Map() }: Schema): readonly Call[] {
  return byName(routines).map(({ type, ...routine }) =>
    call(type ?? "function", { kind: "createRoutine", routine })
  );
}

/** Each view with its triggers. */
function views({ views = new Map() }: Schema): readonly Call[] {
  return byName(views).flatMap(({ triggers = [], materialized, ...view }) => [
    call(materialized ? "materializedView" : "view", { kind: "createView", view }),
    ...triggers.map((trigger) => triggerCall(trigger, view)),
  ]);
}

/** The call that declares a table, and those that declare its triggers. */
function declaration(
  { triggers = [], ...table }: Table,
  imports: Imports,
): { readonly call: Code; readonly triggers: readonly string[] } {
  return {
    call: codeOf(call("table", { kind: "createTable", table }), imports),
    triggers: triggers.map((trigger) => statement(triggerCall(trigger, table), imports)),
  };
}

function triggerCall({ name, sql, on }: Trigger, { name: owner, schema }: TableName): Call {
  return call("trigger", createTrigger(name, owner, sql, compact({ schema, on })));
}

/** Metadata takes the arguments that the op takes. */
function call(method: string, op: Op): Call {
  return { method, args: spec<Op>(op).args(op) };
}

function statement(call: Call, imports: Imports): string {
  return `${layout(codeOf(call, imports))};`;
}

function codeOf({ method, args }: Call, imports: Imports): Code {
  const callee = `metadata.${method}`;
  return { kind: "call", callee, args: args.map((arg): Code => printValue(arg, imports)) };
}

function byName<T extends TableName>(items: ReadonlyMap<string, T>): readonly T[] {
  return [...items.values()].toSorted((a, b) => (displayName(a) < displayName(b) ? -1 : 1));
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
