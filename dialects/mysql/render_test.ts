import assert from "node:assert/strict";
import {
  foreignKey,
  index,
  integer,
  isRetortError,
  op,
  sql,
  text,
  timestamp,
  unique,
  uuid,
  varchar,
} from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { applyAll, type Op } from "@retort/core/ops";
import { emptySchema, unknownSchema } from "@retort/core/schema";
import { mysql } from "./mod.ts";

const maria: readonly string[] = ["mariadb", "mysql"];

function render(
  item: Op,
  options: { names?: readonly string[]; before?: readonly Op[] } = {},
): string {
  const { names = maria, before } = options;
  const state = before ? applyAll(before, emptySchema) : unknownSchema;
  return renderOp(mysql, item, { before: state, names, offline: false })
    .map((statement) => statement.sql).join(";\n");
}

function refusal(item: Op, options: Parameters<typeof render>[1] = {}): string {
  try {
    return render(item, options);
  } catch (error) {
    if (!isRetortError(error)) throw error;
    return `${error.code}: ${error.message}; ${error.hint}`;
  }
}

Deno.test("createTable() writes options, numbering and all indexes in one statement", () => {
  const table = op.createTable("t", {
    id: integer().identity({ start: 10 }),
    name: varchar(20).options({ mysql: { charset: "latin1" } }).notNull(),
    note: text().options({ mysql: { invisible: true } }),
    at: timestamp(3).default(sql`now()`).options({ mysql: { onUpdate: "now()" } }),
  }, [
    index("ix_t_id", ["id"]),
    index("ft", ["note"], { options: { mysql: { type: "fulltext", parser: "ngram" } } }),
    index("pre", ["note", "name"], { options: { mysql: { length: { note: 5 }, using: "btree" } } }),
    unique(["note"], { name: "uq", options: { mysql: { length: 9 } } }),
  ], {
    comment: "it's",
    options: {
      mysql: { engine: "InnoDB", charset: "utf8mb4", rowFormat: "dynamic" },
      mariadb: { collate: "utf8mb4_bin" },
    },
  });
  assert.equal(
    render(table),
    `CREATE TABLE t (
  id INTEGER NOT NULL AUTO_INCREMENT,
  name VARCHAR(20) CHARACTER SET latin1 NOT NULL,
  note TEXT INVISIBLE,
  at DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  CONSTRAINT uq UNIQUE (note(9)),
  INDEX ix_t_id (id),
  FULLTEXT INDEX ft (note) WITH PARSER ngram,
  INDEX pre (note(5), name) USING BTREE
) ENGINE=InnoDB AUTO_INCREMENT=10 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='it''s'`,
  );
});

Deno.test("options that don't exist or hold more than a word are refused", () => {
  const table = (options: Readonly<Record<string, string>>): Op =>
    op.createTable("t", { id: integer() }, [], { options: { mysql: options } });
  assert.match(refusal(table({ enigne: "x" })), /"enigne" on table "t"; known are engine, charset/);
  assert.match(refusal(table({ engine: "x; drop table t" })), /^dialect\/unsupported/);
  const odd = op.createIndex("i", "t", ["a"], { options: { mysql: { type: "gin" } } });
  assert.match(refusal(odd), /an index of type "GIN"; the types are "fulltext" and "spatial"/);
});

Deno.test("numbering needs a key, and TEXT in a key a length", () => {
  assert.match(refusal(op.createTable("t", { id: integer().identity() })), /without a key on it/);
  assert.match(refusal(op.addColumn("t", "id", integer().identity())), /without a key on it/);
  assert.equal(
    render(op.addColumn("t", "id", integer().identity().primaryKey())),
    "ALTER TABLE t ADD COLUMN id INTEGER NOT NULL AUTO_INCREMENT, ADD PRIMARY KEY (id)",
  );
  assert.match(refusal(op.addColumn("t", "a", text().unique())), /which has no length/);
});

Deno.test("a type depends on the product", () => {
  assert.equal(render(op.addColumn("t", "u", uuid())), "ALTER TABLE t ADD COLUMN u UUID");
  const old = render(op.addColumn("t", "u", uuid()), { names: ["mysql"] });
  assert.equal(old, "ALTER TABLE t ADD COLUMN u CHAR(36)");
  const both = varchar(9).on({ mysql: text(), mariadb: varchar(8) });
  assert.equal(render(op.addColumn("t", "u", both)), "ALTER TABLE t ADD COLUMN u VARCHAR(8)");
});

Deno.test("ifExists is MariaDB's own, and on MySQL decided by the table or refused", () => {
  const before = [op.createTable("t", { a: integer(), b: integer() })];
  const names = ["mysql"];
  const drop = op.dropColumn("t", "a", { ifExists: true });
  assert.equal(render(drop), "ALTER TABLE t DROP COLUMN IF EXISTS a");
  assert.equal(render(drop, { names, before }), "ALTER TABLE t DROP COLUMN a");
  const gone = op.dropColumn("t", "x", { ifExists: true });
  assert.equal(render(gone, { names, before }), "");
  assert.match(refusal(drop, { names }), /^dialect\/unsupported.*leave ifExists/);
  const add = op.addColumn("t", "c", integer(), { ifNotExists: true });
  assert.equal(render(add), "ALTER TABLE t ADD COLUMN IF NOT EXISTS c INTEGER");
  assert.match(refusal(add, { names }), /leave ifExists and ifNotExists away/);
  const make = op.createIndex("i", "t", ["a"], { ifNotExists: true });
  assert.equal(render(make), "CREATE INDEX IF NOT EXISTS i ON t (a)");
  assert.equal(render(make, { names, before }), "CREATE INDEX i ON t (a)");
  const index_ = op.dropIndex("i", "t", { ifExists: true });
  assert.equal(render(index_), "DROP INDEX IF EXISTS i ON t");
  assert.equal(render(index_, { names, before }), "");
  const key = op.dropConstraint("t", "f", { type: "foreignKey", ifExists: true });
  assert.equal(render(key), "ALTER TABLE t DROP FOREIGN KEY IF EXISTS f");
});

Deno.test("alterColumn() needs the column unless only the default or the name changes", () => {
  assert.equal(
    render(op.alterColumn("t", "a", { default: "x" })),
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x'",
  );
  assert.equal(
    render(op.alterColumn("t", "a", { default: sql`now()` }), {
      before: [op.createTable("t", { a: timestamp(6) })],
    }),
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT (CURRENT_TIMESTAMP(6))",
  );
  assert.match(refusal(op.alterColumn("t", "a", { nullable: true })), /^op\/unknown-state/);
});

Deno.test("a foreign key goes with the index that the server made for it", () => {
  const parent = op.createTable("p", { id: integer().primaryKey() });
  const child = op.createTable("c", { a: integer(), b: integer() }, [
    foreignKey(["a"]).references("p", ["id"], { name: "fk" }),
  ]);
  const drop = op.dropConstraint("c", "fk", { type: "foreignKey" });
  const before = [parent, child];
  assert.equal(
    render(drop, { before }),
    "ALTER TABLE c DROP FOREIGN KEY fk, DROP INDEX IF EXISTS fk",
  );
  const covered = [...before, op.createIndex("ix", "c", ["a", "b"])];
  assert.equal(render(drop, { before: covered }), "ALTER TABLE c DROP FOREIGN KEY fk");
  assert.equal(
    render(op.dropIndex("ix", "c"), { before: covered }),
    "ALTER TABLE c DROP INDEX ix, ADD INDEX IF NOT EXISTS fk (a)",
  );
  assert.equal(render(op.dropIndex("ix", "c")), "DROP INDEX ix ON c");
});

Deno.test("reads() names the table that has to be known", () => {
  const read = (item: Op): string | undefined => {
    const table = mysql.reads?.(item, ["mysql"]);
    return typeof table === "object" ? table.name : table;
  };
  assert.equal(read(op.alterColumn("t", "a", { nullable: true })), "t");
  assert.equal(read(op.dropColumn("t", "a")), "t");
  assert.equal(read(op.addColumn("t", "a", integer())), undefined);
  assert.equal(read(op.addColumn("t", "a", integer(), { ifNotExists: true })), "t");
  assert.equal(read(op.createTable("t", { a: integer() })), undefined);
  assert.deepEqual(mysql.reads?.(op.dropIndex("i", "t", { schema: "s" }), ["mysql"]), {
    name: "t",
    schema: "s",
  });
});
