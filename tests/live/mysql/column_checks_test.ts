/** Checks that MariaDB keeps with a column: they outlive a change of it, and can be dropped. */
import assert from "node:assert/strict";
import { bigint, migrate, op } from "@retort/core";
import { mysql } from "@retort/mysql";
import { liveTest } from "./server.ts";

const revisions = [
  {
    revision: "a",
    downRevision: null,
    upgrade: [op.execute("create table t (id int primary key, n int check (n > 0))")],
  },
  { revision: "b", downRevision: "a", upgrade: [op.alterColumn("t", "n", { type: bigint() })] },
  {
    revision: "c",
    downRevision: "b",
    upgrade: [op.dropConstraint("t", "n", { type: "check" })],
  },
];

liveTest(
  "the check of a column outlives a change of its type, and can be dropped",
  async (database) => {
    const db = await database.connect();
    if (db.server.flavour !== "mariadb") return;
    const shown = async (): Promise<string> => {
      const [row = {}] = await db.query<Record<string, string>>({ sql: "show create table t" });
      return row["Create Table"] ?? "";
    };
    const options = { connection: db, dialect: mysql, revisions };
    await migrate({ ...options, target: "b" });
    assert.match(await shown(), /`n` bigint.* CHECK \(`n` > 0\)/);
    await migrate({ ...options, target: "c" });
    assert.match(await shown(), /`n` bigint/);
    assert.doesNotMatch(await shown(), /CHECK/);
  },
);
