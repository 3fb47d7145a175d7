/** Runs that are cut off anywhere, and the next one. */
import assert from "node:assert/strict";
import { faultOf } from "../fault_revisions.ts";
import { atEach, cutAt, type Databases, killAt } from "../faults.ts";
import { liveTest, server } from "./server.ts";
import { withDatabase } from "../../servers/mysql.ts";

const fault = faultOf("mysql");

const databases: Databases = (work) => withDatabase(server(), "fault", work);

liveTest("a run whose socket is cut at any statement goes on where it was", async () => {
  const points = await atEach(fault, databases, { part: 5, work: cutAt });
  assert.ok(points > 20, `${points} points`);
});

liveTest("a run that is killed at any statement goes on where it was", async () => {
  const points = await atEach(fault, databases, { part: 25, work: killAt });
  assert.ok(points > 5, `${points} points`);
});
