/** Options of tables that models say, on MariaDB: they are changed, and what is not said stays. */
import assert from "node:assert/strict";
import { integer, MetaData, varchar } from "@retort/core";
import type { DialectOptions } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

function models(options: DialectOptions | undefined): MetaData {
  const metadata = new MetaData();
  const columns = { id: integer().primaryKey(), name: varchar(20) };
  metadata.table("visits", columns, [], options ? { options } : {});
  return metadata;
}

liveTest("autogenerate changes the options of tables that models name", async ({ url }) => {
  await withStory({ dialect: mysql, url }, async (story) => {
    const told = await tellAll(story, [
      models({ mysql: { engine: "MyISAM" } }),
      models({ mysql: { engine: "InnoDB", rowFormat: "compressed", keyBlockSize: 8 } }),
      models({ mysql: { rowFormat: "dynamic", keyBlockSize: 0 } }),
      models({ mysql: { charset: "latin1" } }),
      models({ mysql: { charset: "utf8mb4", collate: "utf8mb4_unicode_ci" } }),
    ]);
    assert.equal(told.length, 5);
  });
});

liveTest("what models don't say of a table is the server's", async ({ url, connect }) => {
  await withStory({ dialect: mysql, url }, async (story) => {
    await story.autogenerate(models({ mysql: { engine: "MyISAM" } }));
    await story.upgrade();
    const db = await connect();
    await db.execute({ sql: "ALTER TABLE visits ROW_FORMAT=FIXED" });
    assert.deepEqual(await story.left(models({ mysql: { engine: "MyISAM" } })), []);
    assert.deepEqual(await story.left(models(undefined)), []);
    const wanted = models({ mysql: { engine: "InnoDB" } });
    assert.deepEqual(await story.left(wanted), ["alter table visits: set options"]);
  });
});
