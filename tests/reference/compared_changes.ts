/**
 * Changes of models, one of each kind.
 *
 * @module
 */
import {
  check,
  type ColumnBuilder,
  type Constraint,
  enumeration,
  exclude,
  foreignKey,
  index,
  integer,
  type MetaData,
  primaryKey,
  sql,
  timestamp,
  unique,
  varchar,
} from "@retort/core/schema";

/** Declares models. */
export type Declare = (metadata: MetaData) => void;

/** A change, with the models before and after it. */
export interface Change {
  /** What changes. */
  readonly what: string;
  /** The models before and after. */
  readonly pair: readonly [Declare, Declare];
}

type Options = Readonly<Record<string, Readonly<Record<string, never>>>>;

/** Options of every dialect at once; each looks at its own. */
function options(given: object): { readonly options: Options } {
  const own = given as Readonly<Record<string, never>>;
  return { options: { postgres: own, mysql: own, sqlite: own } };
}

function column(what: string, before: ColumnBuilder, after: ColumnBuilder): Change {
  const declare = (changed: ColumnBuilder): Declare => (metadata) =>
    void metadata.table("t", { id: integer().primaryKey(), other: integer(), changed });
  return { what, pair: [declare(before), declare(after)] };
}

function constraint(
  what: string,
  before: readonly Constraint<string>[],
  after: readonly Constraint<string>[],
): Change {
  const declare = (items: readonly Constraint<string>[]): Declare => (metadata) => {
    metadata.table("parent", { id: integer().primaryKey() });
    const columns = { a: integer().notNull(), b: varchar(9).notNull() };
    metadata.table("t", columns, items as readonly Constraint<"a" | "b">[]);
  };
  return { what, pair: [declare(before), declare(after)] };
}

function object(what: string, before: Declare, after: Declare): Change {
  const withTable = (declare: Declare): Declare => (metadata) => {
    metadata.table("users", { id: integer().primaryKey() });
    declare(metadata);
  };
  return { what, pair: [withTable(before), withTable(after)] };
}

const now = "CURRENT_TIMESTAMP";
const computed = (text: string): ColumnBuilder =>
  integer().computed(sql.raw(text), { stored: true });
const pk = (names: readonly string[]): Constraint<string> => primaryKey(names, { name: "pk_t" });
/** The models before something comes. */
function nothing(): void {}
const ix = (more: object): Constraint<string> => index("ix", ["b"], more);
const fk = (more: object): Constraint<string> =>
  foreignKey(["a"]).references("parent", ["id"], { name: "fk", ...more });

const tables: readonly Change[] = [
  object("tables", nothing, (m) => void m.table("t", { id: integer() })),
  object(
    "comments of tables",
    (m) => void m.table("t", { id: integer() }),
    (m) => void m.table("t", { id: integer() }, [], { comment: "c" }),
  ),
  object(
    "options of tables",
    (m) => void m.table("t", { id: integer() }),
    (m) => void m.table("t", { id: integer() }, [], options({ unlogged: true, engine: "Aria" })),
  ),
];

const columns: readonly Change[] = [
  column("types", varchar(8), varchar(9)),
  column("NOT NULL", integer(), integer().notNull()),
  column("defaults", integer().default(1), integer().default(2)),
  column("numbering (identity)", integer().notNull(), integer().identity()),
  column("computed columns", computed("id + 1"), computed("id + 2")),
  column("collations of columns", varchar(8), varchar(8).collate("utf8mb4_bin")),
  column("comments of columns", integer(), integer().comment("c")),
  column("ON UPDATE of columns", timestamp(), timestamp().options({ mysql: { onUpdate: now } })),
];

const constraints: readonly Change[] = [
  constraint("primary keys", [pk(["a"])], [pk(["a", "b"])]),
  constraint("uniques", [], [unique(["b"], { name: "uq" })]),
  constraint("foreign keys", [], [fk({})]),
  constraint("actions of foreign keys", [fk({})], [fk({ onDelete: "cascade" })]),
  constraint("deferrability", [fk({})], [fk({ deferrable: true })]),
  constraint("checks, by their text", [check("ck", sql`a > 0`)], [check("ck", sql`a > 1`)]),
  constraint("enforcement of checks", [check("ck", sql`a > 0`)], [
    check("ck", sql`a > 0`, options({ enforced: false })),
  ]),
  constraint("exclusions", [], [exclude("ex", [["a", "="]], { using: "gist" })]),
];

const indexes: readonly Change[] = [
  constraint("indexes, their columns and uniqueness", [ix({})], [ix({ unique: true })]),
  constraint("expressions of indexes", [index("ix", [sql`lower(b)`])], [
    index("ix", [sql`upper(b)`]),
  ]),
  constraint("order of indexes", [ix({})], [index("ix", [{ column: "b", order: "desc" }])]),
  constraint("conditions of indexes", [ix({})], [ix({ where: sql`a > 0` })]),
  constraint("methods of indexes", [ix({})], [ix(options({ using: "hash" }))]),
  constraint("INCLUDE", [ix({})], [ix({ include: ["a"] })]),
  constraint("operator classes", [ix({})], [
    index("ix", [{ column: "b", ...options({ ops: "varchar_pattern_ops" }) }]),
  ]),
  constraint("NULLS NOT DISTINCT", [ix({ unique: true })], [
    ix({ unique: true, ...options({ nullsNotDistinct: true }) }),
  ]),
];

const trigger = (event: string): string =>
  `create trigger touched before ${event} on users for each row set new.id = 1`;

const objects: readonly Change[] = [
  object("schemas", nothing, (m) => void m.table("t", { id: integer() }, [], { schema: "s" })),
  object("extensions", nothing, (m) => void m.extension("citext")),
  object("enums", nothing, (m) => void m.enumeration("mood", ["happy"])),
  column("words of enums", enumeration("mood", ["a"]), enumeration("mood", ["a", "b"])),
  object("sequences", (m) => void m.sequence("s"), (m) => void m.sequence("s", { increment: 2 })),
  object("views", (m) => void m.view("v", "select 1"), (m) => void m.view("v", "select 2")),
  object("materialized views", nothing, (m) => void m.materializedView("v", "select 1")),
  object(
    "functions and procedures",
    (m) => void m.function("f", "create function f() returns int return 1"),
    (m) => void m.function("f", "create function f() returns int return 2"),
  ),
  object(
    "triggers",
    (m) => void m.trigger("touched", "users", trigger("insert")),
    (m) => void m.trigger("touched", "users", trigger("update")),
  ),
];

/** One change of each kind. */
export const changes: readonly Change[] = [
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
  ...objects,
];
