/** Schemas as applications have them: taken over from a server and made anew, they are the same. */
import assert from "node:assert/strict";
import { type TestDatabase, withDatabase } from "../../servers/mysql.ts";
import { statementsOf, travel, type Travelled } from "../roundtrip.ts";
import { dumpOf } from "./dump.ts";
import { liveTest, server } from "./server.ts";
import { mysql } from "@retort/mysql";

/** Loads a schema and makes it anew; `undefined` where the server is not the one that it is written for. */
async function roundTrip(
  database: TestDatabase,
  name: string,
  flavour = "mariadb",
): Promise<Travelled | undefined> {
  const db = await database.connect();
  if (db.server.flavour !== flavour) return undefined;
  for (const sql of await statementsOf(new URL(`./corpus/${name}.sql`, import.meta.url))) {
    await db.execute({ sql });
  }
  return await withDatabase(
    server(),
    "anew",
    ({ url: one }) =>
      withDatabase(
        server(),
        "models",
        ({ url: two }) =>
          travel({ dialect: mysql, loaded: database.url, empty: [one, two], dump: dumpOf }),
      ),
  );
}

liveTest("a shop is taken over from MariaDB and made anew", async (database) => {
  const found = await roundTrip(database, "shop");
  if (!found) return;
  assert.equal(found.tables, 29);
  assert.deepEqual(found.undeclared, []);
});

liveTest("a help desk is taken over from MariaDB and made anew", async (database) => {
  const found = await roundTrip(database, "helpdesk");
  if (!found) return;
  assert.equal(found.tables, 38);
  assert.deepEqual(found.undeclared, []);
});

liveTest("a clinic is taken over from MariaDB and made anew", async (database) => {
  const found = await roundTrip(database, "clinic");
  if (!found) return;
  assert.equal(found.tables, 35);
  assert.deepEqual(found.undeclared, ["event purge_log"]);
  assert.ok(!found.models.includes("PRIMARY"), "models don't repeat the name of every primary key");
});

liveTest("a library is taken over from MySQL and made anew", async (database) => {
  const found = await roundTrip(database, "library", "mysql");
  if (!found) return;
  assert.equal(found.tables, 11);
  assert.deepEqual(found.undeclared, []);
});
