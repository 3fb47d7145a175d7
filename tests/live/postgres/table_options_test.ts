/** Tables that become UNLOGGED and permanent again, with their storage parameters and their rows. */
import assert from "node:assert/strict";
import { foreignKey, integer, MetaData, text } from "@retort/core";
import type { DialectOptions } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

function modelsOf(parent: DialectOptions, child: DialectOptions = parent): MetaData {
  const metadata = new MetaData();
  metadata.table("parents", { id: integer().identity().primaryKey() }, [], { options: parent });
  metadata.table("children", { id: integer(), note: text() }, [
    foreignKey(["id"]).references("parents", ["id"], { name: "fk_parent" }),
  ], { options: child });
  return metadata;
}

liveTest("options of tables are found, changed and undone", async ({ url }) => {
  await withStory({ dialect: postgres, url }, async (story) => {
    const told = await tellAll(story, [
      modelsOf({}),
      modelsOf({ postgres: { unlogged: true, with: { fillfactor: 70 } } }),
      modelsOf({}, {
        postgres: {
          unlogged: true,
          with: { "toast.autovacuum_enabled": false, autovacuum_enabled: true },
        },
      }),
      modelsOf({ postgres: { with: { fillfactor: 90 }, using: "heap" } }),
    ]);
    const changed = ["alter table children: set options", "alter table parents: set options"];
    const key = "foreign key fk_parent on children";
    assert.deepEqual(told.slice(1), [[`drop ${key}`, ...changed, `add ${key}`], changed, changed]);
  });
});

liveTest("rows stay where a table becomes UNLOGGED and permanent again", async ({ url }) => {
  await withStory({ dialect: postgres, url }, async (story) => {
    await story.autogenerate(modelsOf({}));
    await story.upgrade();
    const db = await postgres.connect?.(url);
    assert.ok(db);
    await db.execute({ sql: "INSERT INTO parents DEFAULT VALUES" });
    await db.execute({ sql: "INSERT INTO children VALUES (1, 'a')" });
    await story.autogenerate(modelsOf({ postgres: { unlogged: true } }));
    await story.upgrade();
    const kept = {
      sql: "SELECT note, relpersistence::text AS kind FROM children, pg_class " +
        "WHERE relname = 'children'",
    };
    assert.deepEqual(await db.query(kept), [{ note: "a", kind: "u" }]);
    await story.downgrade("-1");
    assert.deepEqual(await db.query(kept), [{ note: "a", kind: "p" }]);
    await db.close();
  });
});
