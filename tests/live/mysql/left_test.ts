/** What an op leaves that fails in the middle, where no transaction takes it back. */
import assert from "node:assert/strict";
import { isRetortError, migrate, op } from "@retort/core";
import { mysql } from "@retort/mysql";
import { liveTest } from "./server.ts";

async function hintOf(url: string, upgrade: readonly unknown[]): Promise<string> {
  const revisions = [{ revision: "a", downRevision: null, upgrade }];
  try {
    await migrate({ url, dialect: mysql, revisions });
  } catch (error) {
    assert.ok(isRetortError(error), String(error));
    assert.equal(error.code, "run/op-failed");
    return error.hint ?? "";
  }
  throw new Error("nothing failed");
}

liveTest("the statements of an op that are done are told, and not run again", async (database) => {
  const { url } = database;
  const db = await database.connect();
  await db.execute({ sql: "CREATE TABLE u (id int)" });
  const upgrade = [op.execute("create table t (id int); create table u (id int)")];
  const hint = await hintOf(url, upgrade);
  assert.match(
    hint,
    /^"1 statement of execute create table t .*" is committed and will not be run/,
  );
  await db.execute({ sql: "DROP TABLE u" });
  const revisions = [{ revision: "a", downRevision: null, upgrade }];
  const { to } = await migrate({ url, dialect: mysql, revisions });
  assert.deepEqual(to, ["a"]);
});

liveTest("of one statement that fails nothing is kept", async ({ url }) => {
  assert.match(await hintOf(url, [op.execute("create table 1x")]), /^nothing of "a" was kept/);
});
