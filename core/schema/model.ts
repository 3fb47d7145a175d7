/**
 * The nouns: what a database schema is made of, as immutable JSON-able data.
 *
 * @module
 */
import type { Json } from "./data.ts";
import type { Exclusion } from "./exclusion.ts";
import type { Literal } from "./literal.ts";
import type {
  EnumType,
  Extension,
  NamedSchema,
  OtherObject,
  OwnedObject,
  Routine,
  Sequence,
  View,
} from "./objects.ts";
import type { PluginObject } from "./plugin_object.ts";
import type { Sql } from "./sql.ts";

/** Options by dialect: `{ postgres: { using: "gin" } }`; `mariadb` overrides `mysql`. */
export type DialectOptions = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** A column type: `varchar(50)` is `{ name: "varchar", args: [50] }`. */
export interface Type {
  /** SQL's own name in lower case, or the name of a dialect's type. */
  readonly name: string;
  /** The arguments in parentheses. */
  readonly args?: readonly Json[];
  /** The module that a dialect's type is imported from; absent for the standard types. */
  readonly from?: string;
  /** Other types for some dialects. */
  readonly on?: Readonly<Record<string, Type>>;
}

/** What a column gets when a row doesn't say: a literal or an expression. */
export type Default = { readonly value: Literal } | Sql;

/** GENERATED AS IDENTITY. */
export interface Identity {
  /** Whether a given number is refused. */
  readonly always: boolean;
  /** The first number. */
  readonly start?: number;
  /** The step between numbers. */
  readonly increment?: number;
  /** The smallest number. */
  readonly minValue?: number;
  /** The largest number. */
  readonly maxValue?: number;
  /** How many numbers a session takes at once. */
  readonly cache?: number;
  /** Whether it begins again after the last number. */
  readonly cycle?: boolean;
}

/** A generated column. */
export interface Computed {
  /** The expression. */
  readonly expression: Sql;
  /** Stored on disk instead of computed on reading. */
  readonly stored: boolean;
}

/** A column of a table. */
export interface Column {
  /** The name. */
  readonly name: string;
  /** The type. */
  readonly type: Type;
  /** Whether it may be null. */
  readonly nullable: boolean;
  /** What rows get that don't say. */
  readonly default?: Default;
  /** Numbered by the server. */
  readonly identity?: Identity;
  /** Computed from other columns. */
  readonly computed?: Computed;
  /** The collation, by the server's name for it. */
  readonly collation?: string;
  /** A comment kept in the database. */
  readonly comment?: string;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** A primary key. */
export interface PrimaryKey {
  /** Absent: the server's own name. */
  readonly name?: string;
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** When a constraint is checked. */
export interface Deferral {
  /** Whether the check can wait for the end of the transaction. */
  readonly deferrable?: boolean;
  /** When it is checked unless a transaction says otherwise. */
  readonly initially?: "deferred" | "immediate";
}

/** A unique constraint. */
export interface Unique extends Deferral {
  /** The name; where it is absent, the server's own. */
  readonly name?: string;
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** What happens to a row when the row it references goes or changes. */
export type ReferentialAction = "no action" | "restrict" | "cascade" | "set null" | "set default";

/** A foreign key. */
export interface ForeignKey extends Deferral {
  /** The name; where it is absent, the server's own. */
  readonly name?: string;
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** What it points at. */
  readonly references: {
    readonly table: string;
    readonly schema?: string;
    readonly columns: readonly string[];
  };
  /** What happens when the referenced row goes. */
  readonly onDelete?: ReferentialAction;
  /** What happens when the referenced row changes. */
  readonly onUpdate?: ReferentialAction;
  /** How rows with nulls match. */
  readonly match?: "full" | "partial" | "simple";
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** A check constraint. */
export interface Check {
  /** The name; where it is absent, the server's own. */
  readonly name?: string;
  /** The expression. */
  readonly expression: Sql;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** One part of an index: a column or an expression. */
export interface IndexPart {
  /** The column. */
  readonly column?: string;
  /** The expression. */
  readonly expression?: Sql;
  /** The direction of sorting. */
  readonly order?: "asc" | "desc";
  /** Where nulls are sorted. */
  readonly nulls?: "first" | "last";
  /** The collation, by the server's name for it. */
  readonly collation?: string;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** An index. */
export interface Index {
  /** The name. */
  readonly name: string;
  /** Its columns and expressions, in order. */
  readonly parts: readonly IndexPart[];
  /** Whether no two rows may be equal in it. */
  readonly unique: boolean;
  /** Only rows for which this holds are in the index. */
  readonly where?: Sql;
  /** Columns kept in the index beside its key. */
  readonly include?: readonly string[];
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** A trigger that hangs on a table, in the server's own words; a dialect that rebuilds tables makes it anew. */
export interface Trigger {
  /** The name. */
  readonly name: string;
  /** The SQL. */
  readonly sql: string;
  /** Other SQL for some dialects. */
  readonly on?: Readonly<Record<string, string>>;
}

/** A table with everything that hangs on it. */
export interface Table {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The columns, in order. */
  readonly columns: readonly Column[];
  /** The primary key. */
  readonly primaryKey?: PrimaryKey;
  /** The unique constraints. */
  readonly uniques: readonly Unique[];
  /** The foreign keys. */
  readonly foreignKeys: readonly ForeignKey[];
  /** The check constraints. */
  readonly checks: readonly Check[];
  /** The exclusion constraints; absent: none. */
  readonly excludes?: readonly Exclusion[];
  /** The indexes. */
  readonly indexes: readonly Index[];
  /** The triggers, where a dialect has to know them. */
  readonly triggers?: readonly Trigger[];
  /** A comment kept in the database. */
  readonly comment?: string;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** What is not known of a schema state, because SQL that nobody declared may have changed it. */
export interface Unknown {
  /** Nothing is known for sure. */
  readonly all: boolean;
  /** The keys of tables that are not known ({@link tableKey}), and of other objects (`view:names`). */
  readonly tables: ReadonlySet<string>;
}

/** A whole schema: a schema state, the metadata, or a live schema. */
export interface Schema {
  /** The tables by {@link tableKey}. */
  readonly tables: ReadonlyMap<string, Table>;
  /** The enums by {@link tableKey}; here and below, absent: none known. */
  readonly enums?: ReadonlyMap<string, EnumType>;
  /** The sequences by {@link tableKey}. */
  readonly sequences?: ReadonlyMap<string, Sequence>;
  /** The schemas by name. */
  readonly schemas?: ReadonlyMap<string, NamedSchema>;
  /** The extensions by name. */
  readonly extensions?: ReadonlyMap<string, Extension>;
  /** The views by {@link tableKey}. */
  readonly views?: ReadonlyMap<string, View>;
  /** The functions and procedures by {@link routineKey}. */
  readonly routines?: ReadonlyMap<string, Routine>;
  /** The objects of plugins by `pluginKey`. */
  readonly plugins?: ReadonlyMap<string, PluginObject>;
  /** What a live schema holds that no op makes: domains, policies, events. */
  readonly others?: readonly OtherObject[];
  /** What a live schema holds that belongs to something else; such objects stand in no map. */
  readonly owned?: readonly OwnedObject[];
  /** What is not known. */
  readonly unknown: Unknown;
}

/** Names a table: by its name, and its schema where that isn't the default one. */
export interface TableName {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
}

/** The key of a table in {@link Schema.tables}; unit separator, since names may hold dots. */
export function tableKey(table: TableName): string {
  return table.schema === undefined ? table.name : `${table.schema}\u001f${table.name}`;
}

/** The name that a {@link tableKey} stands for. */
export function tableOfKey(key: string): TableName {
  const [first = key, name] = key.split("\u001f");
  return name === undefined ? { name: first } : { name, schema: first };
}

/** A table's name as it is shown to people: `users`, `audit.events`. */
export function displayName(table: TableName): string {
  return table.schema === undefined ? table.name : `${table.schema}.${table.name}`;
}

const blank = (all: boolean): Schema =>
  Object.freeze({ tables: new Map(), unknown: Object.freeze({ all, tables: new Set<string>() }) });

/** The schema of an empty database. */
export const emptySchema: Schema = blank(false);

/** A schema of which nothing is known. */
export const unknownSchema: Schema = blank(true);

/**
 * A schema of these tables.
 *
 * ```ts
 * import { schemaOf } from "@retort/core/schema";
 *
 * schemaOf([]).tables.size; // 0
 * ```
 */
export function schemaOf(tables: Iterable<Table>): Schema {
  const entries = Array.from(tables, (table): [string, Table] => [tableKey(table), table]);
  return { tables: new Map(entries), unknown: emptySchema.unknown };
}
