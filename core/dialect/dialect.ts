/**
 * The port to a kind of database.
 *
 * @module
 */
import type { Leftover } from "../errors/mod.ts";
import type { Conversion, CoreOp, Op, OpOf, TypeChange } from "../ops/mod.ts";
import type { Schema, Table, TableName, Type, View } from "../schema/mod.ts";
import type { Batches } from "./batches.ts";
import type { Connection } from "./connection.ts";
import type { Copies } from "./copies.ts";
import type { Preflight } from "./preflight.ts";
import type { Scratch } from "./scratch.ts";
import type { Sessions } from "./sessions.ts";
import type { Query, Statement } from "./statement.ts";
import type { Noun } from "./noun.ts";
import type { LockWaits } from "./waits.ts";
import type { SqlWriter } from "./writer.ts";

/** What a kind of database can do; planner and commands ask this instead of asking for its name. */
export interface Capabilities {
  /** DDL is rolled back with its transaction. */
  readonly transactionalDdl: boolean;
  /** Tables live in schemas that can be named. */
  readonly schemas: boolean;
  /** Comments on tables and columns are kept. */
  readonly comments: boolean;
  /** A column can't be changed or dropped while a view uses it. */
  readonly frozenViews?: boolean;
  /** Names of columns that differ only in their case are one name. */
  readonly caselessColumns?: boolean;
  /** A column that the server numbers needs no key for that. Absent: without its key it has no numbers. */
  readonly numbersAlone?: boolean;
  /** What has names that no two tables of a schema may share; foreign keys go unsaid. */
  readonly sharedNames?: readonly ("index" | "key" | "check")[];
  /**
   * The options of a table that `alterTable` can change, by name; `bound` ones while no foreign key
   * leads to another table; those that are compared where models `said` something of them, since all
   * else is the server's choice. None unless given.
   */
  readonly tableOptions?: Readonly<Record<string, "bound" | "free" | "said">>;
}

/** How a dialect reads, writes and compares types. */
export interface TypeSystem {
  /** A type from the server's text for it. */
  parse(text: string): Type;
  /** The SQL of a type. */
  format(type: Type): string;
  /** Whether the server treats two types as the same. */
  same(a: Type, b: Type): boolean;
  /**
   * The module that its own types are imported from; types of other modules are refused in models.
   * Absent: every type is taken, as on SQLite.
   */
  readonly from?: string;
  /**
   * The options of `op.alterColumn`, by dialect, that say how the values of a column become another
   * type; `undefined` where the server needs none. Absent: it never does.
   */
  readonly conversion?: (change: TypeChange) => Conversion | undefined;
  /**
   * Whether checks, indexes and foreign keys are bound to a column's type, so that they go before it
   * changes and come after. Absent: they never are.
   */
  readonly binds?: (from: Type, to: Type) => boolean;
  /** The same for foreign keys alone. Absent: as {@link binds} says. */
  readonly bindsKeys?: (from: Type, to: Type) => boolean;
}

/** What a renderer knows besides the op. */
export interface RenderContext {
  /** The schema before the op; unknown where nothing was replayed or read. */
  readonly before: Schema;
  /** Names under which variants for this database stand, the more particular first: `["mariadb", "mysql"]`. */
  readonly names: readonly string[];
  /** Whether an SQL script is being written. */
  readonly offline: boolean;
}

/** How each op of retort is rendered; `run` never reaches a renderer. */
export type RenderTable = {
  readonly [K in Exclude<CoreOp["kind"], "run">]: (
    op: OpOf<K>,
    cx: RenderContext,
  ) => readonly Statement[];
};

/** Changes that a database makes by building the table anew. */
export interface Rebuild {
  /** The table whose rebuild this op may share; `undefined` for ops that have nothing to do with it. */
  table(op: Op): TableName | undefined;
  /** Whether this op can't be done without one. */
  needed(op: Op, cx: RenderContext): boolean;
  /** The statements of every rebuild that run around the transaction, for tables only known later. */
  readonly around: readonly Statement[];
  /** One rebuild for consecutive ops on a table; `cx.before` knows that table. */
  render(ops: readonly Op[], cx: RenderContext): readonly Statement[];
}

/** Which part of a live schema to read; what costs nothing more may come with it. */
export interface Scope {
  /** Only these tables, in whatever schema they are; absent means all. */
  readonly tables?: readonly TableName[];
  /**
   * These schemas, or all that are not the system's, as far as one connection sees them; absent means
   * the default one.
   */
  readonly schemas?: readonly string[] | "all";
}

/** Options for opening a connection. */
export interface ConnectOptions {
  /** How long to wait for a busy database, in milliseconds. */
  readonly timeout?: number;
  /** Whether a database that does not exist may be created by opening it; without it the error is `database/missing`. */
  readonly create?: boolean;
  /** Whether a path exists, where the caller can tell; to say why a file could not be opened. */
  readonly exists?: (path: string) => boolean;
}

/** SQL that makes something that no op makes: a domain, a policy. */
export interface Definition extends TableName {
  /** What it is, in the server's word. */
  readonly noun: string;
  /** The table it hangs on, where it hangs on one. */
  readonly table?: string;
  /** The statements that make it. */
  readonly create: string;
  /** The statement that drops it; absent where there is none. */
  readonly drop?: string;
}

/** Something that is looked for in the catalog. */
export interface Sought extends TableName {
  /** What it is: `table`, `view`, `trigger` … */
  readonly noun: string;
}

/** Everything retort knows about a kind of database. */
export interface Dialect {
  /** `postgres`, `mysql`, `sqlite` …: in option keys, folders and `cx.dialect`. */
  readonly name: string;
  /**
   * The `version` of `@retort/core` that it was made with; another one that can't work with it says so.
   * Absent: nobody knows, and it is tried.
   */
  readonly core?: string;
  /** The URL schemes that mean it: `["sqlite"]`. */
  readonly schemes: readonly string[];
  /** The products that it speaks to, by their URL schemes; absent: one, of its own name. */
  readonly flavours?: readonly string[];
  /** What the database can do. */
  readonly can: Capabilities;
  /** How types are read, written and compared. */
  readonly types: TypeSystem;
  /** How names and values are spelled. */
  readonly writer: SqlWriter;
  /** How each op is rendered. */
  readonly render: RenderTable;
  /** How tables are rebuilt, where ALTER can't do everything. */
  readonly rebuild?: Rebuild;
  /**
   * The table, or everything, whose definition the renderer of an op has to know: on MariaDB a
   * change of one thing repeats the whole column. The runner reads it from the database and puts it
   * into {@link RenderContext.before}; a script takes it from the schema state.
   */
  reads?(op: Op, names: readonly string[]): TableName | "everything" | undefined;
  /** What the server calls every primary key, whatever it is told; absent: what it is told. */
  readonly primaryKeyName?: string;
  /** The statements that begin and end a transaction in a script. */
  readonly brackets: {
    /** Begins a transaction. */
    readonly begin: string;
    /** Commits it. */
    readonly commit: string;
    /** Stands on a line of its own behind every statement: `GO` for SQL Server's tools. */
    readonly batch?: string;
    /** Says that a script is UTF-8, where its tools may take it for something else. */
    readonly encoding?: string;
    /** A statement as its tools take it where `;` alone does not end it: a body that holds some. */
    readonly enclose?: (sql: string) => string | undefined;
  };
  /** Opens a connection; absent for dialects that only write scripts. */
  connect?(url: string, options?: ConnectOptions): Promise<Connection>;
  /**
   * Whether an error, by its code, says that what a statement makes is there already, or that what it
   * takes away is gone. A statement that an interrupted run may have done is run again, and then this
   * is no failure.
   */
  already?(code: string): boolean;
  /** What a statement locks while it runs, in the server's words; absent where it is not known. */
  locks?(sql: string): string | undefined;
  /** Locks that end with their session; absent: a row with signs of life is a run's only lock. */
  readonly sessions?: Sessions;
  /** How waits for locks are bounded; absent: the server does that by itself. */
  readonly waits?: LockWaits;
  /**
   * Takes away what an earlier try of a statement left that was not rolled back, such as an index
   * that is not valid. Absent: nothing is left.
   */
  clear?(db: Connection, statement: Query): Promise<void>;
  /** What a statement that has failed left, which {@link Dialect.clear} takes away. Absent: nothing. */
  leftover?(db: Connection, statement: Query): Promise<Leftover | undefined>;
  /** How it walks through a table in batches; absent for dialects that only write scripts. */
  readonly batches?: Batches;
  /** Databases for trials; absent: the user has to name one. */
  readonly scratch?: Scratch;
  /** Databases for tests, each a copy of a template; absent: none are made. */
  readonly copies?: Copies;
  /** What becomes of rows; absent: changes of types are not looked at. */
  readonly preflight?: Preflight;
  /** The nouns of plugins that it reads and compares; none unless given. */
  readonly nouns?: readonly Noun[];
  /** The behaviour of ops of plugins, by their kinds, for those that were kept as JSON. */
  readonly opSpecs?: ReadonlyMap<string, object>;
  /** Reads the live schema. */
  inspect?(db: Connection, scope?: Scope): Promise<Schema>;
  /**
   * Which of these, that the catalog does not show, may be there all the same, since the server shows
   * its user only what that one has rights on. Absent: the catalog shows all.
   */
  unseen?(db: Connection, sought: readonly Sought[]): Promise<readonly Sought[]>;
  /**
   * The SQL of what is there and no op makes, each behind what it needs; what the catalog gives no
   * text for is left out. Absent: nothing is told.
   */
  definitions?(db: Connection): Promise<readonly Definition[]>;
  /**
   * The schema as the server would hold it; both sides go through it before a diff. `names` are those
   * of variants; without them all of the dialect's count. Pure.
   */
  normalize(schema: Schema, names?: readonly string[]): Schema;
  /**
   * Tables as they were written, with their expressions in the server's own words; it leaves nothing
   * behind. What the server does not answer for keeps its text. Absent where texts are kept as written.
   */
  echo?(db: Connection, tables: readonly Table[]): Promise<readonly Table[]>;
  /**
   * Views with their queries in the server's own words, those only that it takes; it leaves nothing
   * behind. Absent where a view can't be made for a trial without leaving something.
   */
  echoViews?(db: Connection, views: readonly View[]): Promise<readonly View[]>;
}
