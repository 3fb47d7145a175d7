/**
 * The source of models: a schema as the TypeScript that declares it.
 *
 * @module
 */
import { createTrigger, type NounSource, type Op, type OpSource, spec } from "../ops/mod.ts";
import {
  compact,
  displayName,
  type PluginNoun,
  type PluginObject,
  type Schema,
  type Table,
  tableKey,
  type TableName,
  type Trigger,
  usedEnums,
} from "../schema/mod.ts";
import { type Code, layout } from "./code.ts";
import { Imports } from "./imports.ts";
import { printValue } from "./print.ts";

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
export function writeModels(
  schema: Schema,
  { nouns = [] }: { readonly nouns?: readonly DeclaredNoun[] } = {},
): string {
  const imports = new Imports();
  imports.use("MetaData");
  const { texts } = writeDeclarations(declarationsOf(schema, nouns), imports);
  return [
    ...imports.lines(),
    "",
    "export const metadata = new MetaData();",
    ...texts.flatMap((text) => ["", text]),
    "",
  ].join("\n");
}

/** Something that a module of models declares, with what hangs on it. */
export interface Declaration {
  /** What is declared. */
  readonly name: TableName;
  /** Whether it is a table, which gets a constant. */
  readonly table: boolean;
  /** The call of the metadata that declares it. */
  readonly call: Call;
  /** The calls that declare what hangs on it. */
  readonly hung: readonly Call[];
}

/** What is in a schema, in the order in which it is declared. */
export function declarationsOf(
  schema: Schema,
  nouns: readonly DeclaredNoun[] = [],
): readonly Declaration[] {
  return [
    ...extensions(schema),
    ...enums(schema),
    ...sequences(schema),
    ...byName(schema.tables).map(tableDeclaration),
    ...routines(schema),
    ...views(schema),
    ...pluginObjects(schema, nouns),
  ];
}

/** What is known of a plugin's noun to declare its objects. */
export interface DeclaredNoun {
  /** The noun. */
  readonly noun: PluginNoun;
  /** The call that makes an object; objects without one are left out. */
  readonly source?: NounSource;
}

/** The objects of plugins, noun by noun: `metadata.add(policy("own", "notes", {…}))`. */
function pluginObjects(
  { plugins = new Map<string, PluginObject>() }: Schema,
  nouns: readonly DeclaredNoun[],
): readonly Declaration[] {
  return nouns.flatMap(({ noun, source }) => {
    if (!source) return [];
    return byName(plugins).filter((item) => item.noun === noun).map((item) =>
      object(item, { method: "add", args: source.args(item), made: source })
    );
  });
}

/** Declarations as code, and the names of the constants that they export. */
export interface WrittenDeclarations {
  /** The code of each declaration. */
  readonly texts: readonly string[];
  /** The constants of the tables. */
  readonly constants: readonly string[];
}

/** Writes declarations; `others` are names that no constant may have. */
export function writeDeclarations(
  declarations: readonly Declaration[],
  imports: Imports,
  others: Iterable<string> = [],
): WrittenDeclarations {
  const written = declarations.map((item) => ({
    ...item,
    code: codeOf(item.call, imports),
    after: item.hung.map((call) => statement(call, imports)),
  }));
  // A constant must not have the name of a function that is imported for some column.
  const taken = new Set(["metadata", ...imports.names(), ...others]);
  const constants: string[] = [];
  const texts = written.map(({ name: { name }, table, code, after }) => {
    const constant = table ? constantOf(name, taken) : undefined;
    if (constant !== undefined) constants.push(constant);
    const lead = constant === undefined ? "" : `export const ${constant} = `;
    return [`${lead}${layout(code, lead.length)};`, ...after].join("\n");
  });
  return { texts, constants };
}

/** A call of the metadata: the method, and the arguments that it takes. */
export interface Call {
  /** The method. */
  readonly method: string;
  /** Its arguments. */
  readonly args: readonly unknown[];
  /** The function that makes the only argument of these arguments. */
  readonly made?: OpSource;
}

function extensions({ extensions = new Map() }: Schema): readonly Declaration[] {
  return byName(extensions).map((extension) =>
    object(extension, call("extension", { kind: "createExtension", extension }))
  );
}

/** The enums that no column names: the others are declared by their columns. */
function enums({ enums = new Map(), tables }: Schema): readonly Declaration[] {
  const used = usedEnums(tables.values());
  return byName(enums).filter((type) => !used.has(tableKey(type))).map((type) => {
    const { name, values, schema } = type;
    const args = schema === undefined ? [name, values] : [name, values, { schema }];
    return object(type, { method: "enumeration", args });
  });
}

function sequences({ sequences = new Map() }: Schema): readonly Declaration[] {
  return byName(sequences).map((sequence) =>
    object(sequence, call("sequence", { kind: "createSequence", sequence }))
  );
}

function routines({ routines = new Map() }: Schema): readonly Declaration[] {
  return byName(routines).map(({ type, ...routine }) =>
    object(routine, call(type ?? "function", { kind: "createRoutine", routine }))
  );
}

/** Each view with its triggers. */
function views({ views = new Map() }: Schema): readonly Declaration[] {
  return byName(views).map(({ triggers = [], materialized, ...view }) => ({
    ...object(view, call(materialized ? "materializedView" : "view", { kind: "createView", view })),
    hung: triggers.map((trigger) => triggerCall(trigger, view)),
  }));
}

function object(name: TableName, own: Call): Declaration {
  return { name, table: false, call: own, hung: [] };
}

/** The call that declares a table, and those that declare its triggers. */
function tableDeclaration({ triggers = [], ...table }: Table): Declaration {
  return {
    name: table,
    table: true,
    call: call("table", { kind: "createTable", table }),
    hung: triggers.map((trigger) => triggerCall(trigger, table)),
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

function codeOf({ method, args, made }: Call, imports: Imports): Code {
  const callee = `metadata.${method}`;
  const codes = args.map((arg): Code => printValue(arg, imports));
  if (!made) return { kind: "call", callee, args: codes };
  return {
    kind: "call",
    callee,
    args: [{ kind: "call", callee: imports.from(made), args: codes }],
  };
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
