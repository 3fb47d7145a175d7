/** Law 5 on a real MariaDB or MySQL: what was made is what is read, and nothing is left to change. */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { applyAll, type Op } from "@retort/core/ops";
import {
  canonical,
  type Column,
  emptySchema,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
  type Type,
} from "@retort/core/schema";
import fc from "fast-check";
import { runs, schema, step } from "../../laws/arbitraries.ts";
import { runOps } from "../golden.ts";
import { schemas } from "./arbitraries.ts";
import { dialectFor, liveTest, reset } from "./server.ts";

/** A generated table that the server can have: keys over text have a length, defaults fit their type. */
function possible(table: Table): Table {
  const keyed = new Set([
    ...(table.primaryKey?.columns ?? []),
    ...table.uniques.flatMap((item) => item.columns),
    ...table.indexes.flatMap((item) => item.parts.flatMap((part) => part.column ?? [])),
  ]);
  const { name, schema: place, primaryKey, uniques, checks } = table;
  return {
    name,
    ...(place === undefined ? {} : { schema: place }),
    ...(primaryKey ? { primaryKey } : {}),
    uniques,
    checks,
    columns: table.columns.map((column) => possibleColumn(column, keyed.has(column.name))),
    // A generated key may point at what is no key, and partial indexes are refused.
    foreignKeys: [],
    indexes: table.indexes.filter((index) => index.where === undefined),
  };
}

function possibleColumn(column: Column, keyed: boolean): Column {
  const { default: value, ...rest } = column;
  const type: Type = keyed && /^(?:text|varchar)$/.test(column.type.name)
    ? { name: "varchar", args: [40] }
    : column.type;
  const plain = { ...rest, type };
  if (value === undefined) return plain;
  if ("sql" in value) return type.name === "timestamp" ? { ...plain, default: value } : plain;
  const texts = type.name === "varchar" || type.name === "text";
  if (texts) {
    const text = String(value.value);
    const long = type.name === "varchar" && [...text].length > Number(type.args?.[0]);
    return long ? plain : { ...plain, default: { value: text } };
  }
  const small = typeof value.value === "number" && Math.abs(value.value) < 2 ** 24;
  return small && /^(?:integer|numeric)$/.test(type.name) ? { ...plain, default: value } : plain;
}

function possibleSchema(given: Schema, { server }: Connection): Schema {
  const tables = [...given.tables.values()].map(possible);
  if (server.flavour === "mariadb") return schemaOf(tables);
  // The names of checks are the database's on MySQL, the table's on MariaDB.
  return schemaOf(tables.map((table, number) => ({
    ...table,
    checks: table.checks.map((check) => ({ ...check, name: `${number}_${check.name}` })),
  })));
}

/** MariaDB drops a check that names no column along with any column. */
function withoutChecks(given: Schema): Schema {
  return schemaOf([...given.tables.values()].map((table) => ({ ...table, checks: [] })));
}

function difference(dialect: Dialect, from: Schema, to: Schema): readonly Op[] {
  const cx = { types: dialect.types, comments: dialect.can.comments };
  return diffSchemas(dialect.normalize(from), dialect.normalize(to), cx).ops;
}

async function make(db: Connection, dialect: Dialect, wanted: Schema): Promise<void> {
  await reset(db);
  const ops = difference(dialect, emptySchema, wanted);
  await runOps({ db, dialect }, { ops, state: emptySchema });
}

async function checkLaw(db: Connection, wanted: Schema): Promise<void> {
  const dialect = dialectFor(db);
  await make(db, dialect, wanted);
  const live = await dialect.inspect?.(db) ?? emptySchema;
  assert.deepEqual(
    JSON.parse(canonical(dialect.normalize(live))),
    JSON.parse(canonical(dialect.normalize(wanted))),
  );
  assert.deepEqual(difference(dialect, live, wanted), []);
}

liveTest("law 5 on MySQL: inspecting what was rendered gives the schema", async (database) => {
  const db = await database.connect();
  await fc.assert(
    fc.asyncProperty(schema, (wanted) => checkLaw(db, possibleSchema(wanted, db))),
    { ...runs, numRuns: 50 },
  );
});

liveTest("law 5 on MySQL: the same with all that only MySQL has", async (database) => {
  const db = await database.connect();
  await fc.assert(
    fc.asyncProperty(schemas, (wanted) => checkLaw(db, wanted)),
    { ...runs, numRuns: 100 },
  );
});

liveTest(
  "law 5 on MySQL: an op does to the database what it does to the schema",
  async (database) => {
    const db = await database.connect();
    const dialect = dialectFor(db);
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(step, async ([given, op]) => {
        if (op.kind === "createTable") return;
        const full = possibleSchema(given, db);
        const state = op.kind === "dropColumn" ? withoutChecks(full) : full;
        await make(db, dialect, state);
        try {
          const after = applyAll([op], state);
          await runOps({ db, dialect }, { ops: [op], state });
          const live = await dialect.inspect?.(db) ?? emptySchema;
          assert.deepEqual(difference(dialect, live, after), []);
          ran++;
        } catch (error) {
          // Generated ops ask for what only other databases have, or for what the rows' types forbid.
          const typed = isRetortError(error) &&
            /^(?:dialect\/unsupported|database\/statement-failed|op\/)/.test(error.code);
          if (!typed) throw error;
        }
      }),
      { ...runs, numRuns: 120 },
    );
    assert.ok(ran >= 40, `only ${ran} ops could be run`);
  },
);

liveTest("inspect() reads only the tables that are asked for", async (database) => {
  const db = await database.connect();
  const dialect = dialectFor(db);
  const column: Column = { name: "id", type: { name: "integer" }, nullable: true };
  const table = (name: string): Table => ({
    name,
    columns: [column],
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
  });
  await make(db, dialect, schemaOf([table("a"), table("b"), table("c")]));
  const some = await dialect.inspect?.(db, {
    tables: [{ name: "a" }, { name: "c" }, { name: "x" }],
  });
  assert.deepEqual([...some?.tables.keys() ?? []].toSorted(), ["a", "c"]);
  const one = await dialect.inspect?.(db, { tables: [{ name: "b", schema: database.name }] });
  const key = tableKey({ name: "b", schema: database.name });
  assert.deepEqual([...one?.tables.keys() ?? []], [key]);
});
