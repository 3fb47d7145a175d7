/** Every golden case on a real PostgreSQL: forward, back and forward again, then the same schema. */
import type { Connection } from "@retort/core/dialect";
import { postgres } from "@retort/postgres";
import type { Case } from "../../golden/case.ts";
import { cases } from "../../golden/cases.ts";
import { withDatabase } from "../../servers/postgres.ts";
import { runCase } from "../golden.ts";
import { missing, reset, server } from "./server.ts";

/** Cases that mean something else here, with the reason. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["batch_alter_table_naming", "names a constraint as a rebuild would, and no table is rebuilt"],
]);

/** Makes what a case refers to and does not make itself. */
async function prepare(db: Connection, item: Case): Promise<void> {
  await reset(db);
  const text = JSON.stringify([item.before ?? [], item.op]);
  const made = (kind: string, name: string): boolean =>
    text.includes(`{"kind":"${kind}","${kind === "createEnum" ? 'type":{"' : ""}name":"${name}"`);
  if (text.includes('"audit') && !made("createSchema", "audit")) {
    await db.execute({ sql: "CREATE SCHEMA audit" });
  }
  if (text.includes('"mood"') && !made("createEnum", "mood")) {
    await db.execute({ sql: "CREATE TYPE mood AS ENUM ('happy', 'it''s sad')" });
  }
  if (text.includes('"gist"')) await db.execute({ sql: "CREATE EXTENSION btree_gist" });
}

for (const [noun, items] of Object.entries(cases)) {
  Deno.test({
    name: `postgres runs the goldens of ${noun} forward, back and forward`,
    ignore: missing !== undefined,
    fn: (t) =>
      withDatabase(server(), noun, async (database) => {
        const db = await database.connect();
        for (const [name, item] of Object.entries(items)) {
          if (elsewhere.has(name)) continue;
          await t.step(name, async () => {
            await prepare(db, item);
            await runCase({ db, dialect: postgres }, item);
          });
        }
      }),
  });
}
