import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, varchar } from "@retort/core";
import { sqlite } from "@retort/sqlite";

const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(50) }),
    op.execute("insert into users values (1, 'x')"),
  ],
};

/** The code of an error and the objects that it names. */
function named(error: unknown): readonly string[] {
  assert.ok(isRetortError(error), String(error));
  const data = error.data as { object?: string; losses?: readonly { object: string }[] };
  const objects = data.losses?.map(({ object }) => object) ?? [data.object ?? ""];
  return [error.code, ...objects];
}

/** Runs SQL that says what it drops over a table with a row; gives the error and what is left. */
async function drop(
  sql: string,
  effect: Parameters<typeof op.execute>[1],
  options: { readonly allowLoss?: readonly string[]; readonly keep?: boolean } = {},
): Promise<{ readonly error: unknown; readonly tables: string }> {
  const connection = await sqlite.connect?.("sqlite::memory:");
  assert.ok(connection);
  try {
    await migrate({ connection, dialect: sqlite, revisions: [first] });
    const second = { revision: "b", downRevision: "a", upgrade: [op.execute(sql, effect ?? {})] };
    const revisions = [first, second];
    const error: unknown = await migrate({ connection, dialect: sqlite, revisions, ...options })
      .then(() => undefined, (thrown: unknown) => thrown);
    const found = await connection.query<{ sql: string }>({
      sql: "select sql from sqlite_schema where name = 'users'",
    });
    return { error, tables: found.map((row) => row.sql).join() };
  } finally {
    await connection.close();
  }
}

const column = { effects: [op.dropColumn("users", "name")] };
const alter = "alter table users drop column name";

Deno.test("SQL that declares a loss is refused until it is named", async () => {
  const refused = await drop(alter, column);
  assert.deepEqual(named(refused.error), ["run/data-loss", "users.name"]);
  assert.match(refused.tables, /name/);
  const table = await drop("drop table users", { effects: [op.dropTable("users")] });
  assert.deepEqual(named(table.error), ["run/data-loss", "users"]);
  const allowed = await drop(alter, column, { allowLoss: ["users.name"] });
  assert.equal(allowed.error, undefined);
  assert.doesNotMatch(allowed.tables, /name/);
});

Deno.test("nothing can be put in the place of SQL, so it can't be kept from a loss", async () => {
  const { error, tables } = await drop(alter, column, { keep: true });
  assert.deepEqual(named(error), ["kept/impossible", "users.name"]);
  assert.match(tables, /name/);
});

Deno.test("SQL that declares nothing is its author's to know", async () => {
  const { error, tables } = await drop(alter, {});
  assert.equal(error, undefined);
  assert.doesNotMatch(tables, /name/);
});
