/** Verifications on MariaDB and MySQL. */
import assert from "node:assert/strict";
import { integer, isRetortError, op } from "@retort/core";
import { verify } from "@retort/core/commands";
import { mysql } from "@retort/mysql";
import { withDatabase } from "../../servers/mysql.ts";
import { chain, changedValues, givenScratch, verdicts, wrongWays } from "../verify.ts";
import { moduleProject } from "../module_project.ts";
import { liveTest, server } from "./server.ts";
import { takenBack } from "../verified_models.ts";
import { groundOf } from "./ground.ts";

liveTest("each revision gets the verdict that its rows show", async ({ url, connect }) => {
  await verdicts({ dialect: mysql, url });
  const left = await (await connect()).query({
    sql: "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA",
  });
  assert.deepEqual(left.filter(({ name }) => String(name).startsWith("retort_scratch_")), []);
});

liveTest("ways back that are wrong are found", ({ url }) => wrongWays({ dialect: mysql, url }));

liveTest("values that come back as others are a loss", ({ url }) => {
  return changedValues({ dialect: mysql, url });
});

liveTest("a scratch database of the user must be empty, and is left so", async ({ url }) => {
  await withDatabase(server(), "scratch", async (scratch) => {
    await givenScratch({ dialect: mysql, url, scratch: scratch.url });
  });
});

liveTest("generated models are taken back", async ({ url, connect }) => {
  await takenBack({ ...groundOf(await connect()), url }, { count: 5, seed: 7 });
});

liveTest("what fails on the scratch database is not said of the user's own", async ({ url }) => {
  const project = moduleProject(
    mysql,
    url,
    chain(["a1", [
      op.createTable("users", { id: integer().primaryKey() }),
      op.execute("alter table nowhere add n int"),
    ]]),
  );
  await assert.rejects(() => verify(project), (error) => {
    assert.ok(isRetortError(error) && error.code === "run/op-failed");
    assert.match(error.hint ?? "", /scratch database .*retort_scratch_.*yours was not touched/);
    assert.doesNotMatch(error.hint ?? "", /committed/);
    return true;
  });
});
