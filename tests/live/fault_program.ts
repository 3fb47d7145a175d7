/**
 * A process that upgrades a database and kills itself at a statement.
 *
 * Its arguments: the dialect, the URL, which statement, and the moment.
 *
 * @module
 */
import { faultOf } from "./fault_revisions.ts";
import { counting, upgrade } from "./faults.ts";

const [name = "", url = "", n = "", moment = ""] = Deno.args;
const fault = faultOf(name);
const connection = await fault.dialect.connect?.(url);
if (!connection) throw new Error(name);
const { db } = counting(connection, async (count, when) => {
  if (String(count) !== n || when !== moment) return;
  // What was sent is on its way.
  if (when === "during") await new Promise((resolve) => setTimeout(resolve, 2));
  Deno.kill(Deno.pid, "SIGKILL");
});
await upgrade(fault, db);
await db.close();
