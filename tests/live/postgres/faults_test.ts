/** Runs that are cut off anywhere, and the next one. */
import assert from "node:assert/strict";
import { faultOf } from "../fault_revisions.ts";
import { counting, cutAt, killAt, moments, pictureOf, sampled, upgrade } from "../faults.ts";
import { liveTest, server } from "./server.ts";
import { withDatabase } from "../../servers/postgres.ts";

const fault = faultOf("postgres");

/** The picture of an undisturbed run, and how many statements it takes. */
async function undisturbed(): Promise<{ readonly whole: string; readonly count: number }> {
  return await withDatabase(server(), "fault", async (database) => {
    const { db, count } = counting(await database.connect(), () => {});
    await upgrade(fault, db);
    return { count: count(), whole: await pictureOf(fault, db) };
  });
}

async function atEach(part: number, work: typeof cutAt): Promise<number> {
  const { whole, count } = await undisturbed();
  const points = sampled(count, part).flatMap((n) => moments.map((moment) => ({ n, moment })));
  await Deno.stderr.write(new TextEncoder().encode(`${points.length} points of ${count} `));
  for (const { n, moment } of points) {
    await withDatabase(server(), "fault", ({ url }) => work(fault, url, { n, moment, whole }));
  }
  return points.length;
}

liveTest("a run whose socket is cut at any statement goes on where it was", async () => {
  const points = await atEach(11, cutAt);
  assert.ok(points > 20, `${points} points`);
});

liveTest("a run that is killed at any statement goes on where it was", async () => {
  const points = await atEach(25, killAt);
  assert.ok(points > 5, `${points} points`);
});
