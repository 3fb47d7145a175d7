/** The suite finds what is wrong: a dialect with one fault fails just where that fault is. */
import assert from "node:assert/strict";
import type { Connection, Dialect } from "@retort/core/dialect";
import { conformance, reportText, runConformance } from "@retort/core/testing";
import { sqlite } from "@retort/sqlite";

async function fresh() {
  const folder = await Deno.makeTempDir({ prefix: "retort_conformance_" });
  return { url: `sqlite:${folder}/a.db`, close: () => Deno.remove(folder, { recursive: true }) };
}

const { render, inspect } = sqlite;

/** The dialect with another connection. */
function connecting(change: (db: Connection) => Partial<Connection>): Dialect {
  return {
    ...sqlite,
    async connect(url) {
      const db = await sqlite.connect?.(url, { timeout: 50 });
      assert.ok(db);
      const { server } = db;
      const same: Connection = {
        server,
        get inTransaction() {
          return db.inTransaction;
        },
        query: (query) => db.query(query),
        execute: (query) => db.execute(query),
        transaction: (work) => db.transaction(work),
        close: () => db.close(),
      };
      // Spreading would read the state of the transaction once and for all.
      return Object.defineProperties(same, Object.getOwnPropertyDescriptors(change(db)));
    },
  };
}

/** A transaction that keeps what it did when it fails. */
function keeping(db: Connection): Partial<Connection> {
  let open = false;
  return {
    get inTransaction() {
      return open;
    },
    async transaction(work) {
      open = true;
      try {
        return await work();
      } finally {
        open = false;
      }
    },
    close: () => db.close(),
  };
}

const faults: readonly (readonly [string, Dialect, readonly string[]])[] = [
  [
    "denies that names of columns are one in any case",
    { ...sqlite, can: { ...sqlite.can, caselessColumns: false } },
    ["can: caselessColumns"],
  ],
  ["claims to keep comments", { ...sqlite, can: { ...sqlite.can, comments: true } }, [
    "can: comments",
  ]],
  ["claims that DDL is rolled back, and commits all", connecting(keeping), [
    "transactions: rows are rolled back",
    "transactions: DDL is rolled back where can.transactionalDdl says so",
  ]],
  ["drops no column", { ...sqlite, render: { ...render, dropColumn: () => [] } }, [
    "ops: dropColumn",
  ]],
  ["forgets defaults when it inspects", {
    ...sqlite,
    async inspect(db, scope) {
      const found = await inspect?.(db, scope);
      assert.ok(found);
      const tables = [...found.tables].map(([key, table]) =>
        [key, {
          ...table,
          columns: table.columns.map(({ default: _gone, ...rest }) => rest),
        }] as const
      );
      return { ...found, tables: new Map(tables) };
    },
  }, ["inspect: what was made is what is read", "ops: createTable"]],
  ["says that all types are one", { ...sqlite, types: { ...sqlite.types, same: () => true } }, [
    "types: types differ where the server tells them apart",
  ]],
  [
    "says that no row was changed",
    connecting((db) => ({
      execute: (query) => db.execute(query).then(() => 0),
    })),
    ["rows: execute() counts the rows that it changed"],
  ],
  [
    "throws the driver's errors",
    connecting((db) => ({
      execute: (query) =>
        db.execute(query).catch(() => {
          throw new Error("no such table");
        }),
    })),
    ["errors: a statement that fails says its SQL and the server's words"],
  ],
  ["loses the rows of a table that it changes", {
    ...sqlite,
    render: {
      ...render,
      addColumn: (op, cx) => [...render.addColumn(op, cx), { sql: `delete from ${op.table}` }],
    },
  }, ["rows: rows stay while their table is changed"]],
  [
    "cuts texts",
    connecting((db) => ({
      execute: ({ sql, params }) =>
        db.execute({
          sql,
          ...(params
            ? { params: params.map((p) => typeof p === "string" ? p.slice(0, 9) : p) }
            : {}),
        }),
    })),
    ["rows: values come back as they were given"],
  ],
];

const names = conformance({ dialect: sqlite, fresh }).map(({ name }) => name);

for (const [fault, dialect, wanted] of faults) {
  Deno.test(`the suite finds a dialect that ${fault}`, async () => {
    const others = names.filter((name) => !wanted.includes(name));
    const skip = Object.fromEntries(others.map((name) => [name, "not about this"]));
    const report = await runConformance({ dialect, fresh, skip, seeds: [1, 2, 3, 4] });
    const failed = report.results.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(failed.map(({ name }) => name).toSorted(), wanted.toSorted());
    assert.equal(report.ok, false);
    for (const { error = "" } of failed) assert.notEqual(error, "");
    assert.ok(reportText(report).includes(`FAILED  ${wanted[0]} (`));
  });
}

Deno.test("a test that is skipped says why, by its name or its group", async () => {
  const skip = Object.fromEntries(names.map((name) => [name.split(":")[0] ?? "", "for now"]));
  const report = await runConformance({ dialect: sqlite, fresh, skip });
  assert.ok(report.ok);
  assert.deepEqual(new Set(report.results.map(({ notes }) => notes.join())), new Set(["for now"]));
  const [first] = conformance({ dialect: sqlite, fresh, skip });
  assert.equal(first?.skipped, "for now");
  assert.match(reportText(report), /sqlite: 0 passed, 0 failed, 66 skipped; 0 things/);
});
