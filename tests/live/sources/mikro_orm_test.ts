import assert from "node:assert/strict";
import { instance } from "../../../plugins/mikro-orm/fixtures/instance.ts";
import { mikroOrm } from "../../../plugins/mikro-orm/mod.ts";
import { dropViews, expectChange, left, sourceTest } from "./ground.ts";

/** The versions of the entities, each with the ops that it means. */
const versions: readonly (readonly string[])[] = [
  ["add column tag.color"],
  [
    "alter column tag.color: set type, drop not null, drop default",
    "create index tag_color on tag",
  ],
];

for (const platform of ["postgres", "mysql", "sqlite"] as const) {
  sourceTest(platform, "what MikroORM would make is what mikroOrm() reads", async (ground) => {
    const sql = await instance({ platform }).schema.getCreateSchemaSQL({ wrap: false });
    for (const statement of sql.split(";\n")) {
      if (statement.trim() !== "") await ground.db.execute({ sql: statement });
    }
    const found = await left(ground, mikroOrm(instance({ platform })));
    // MariaDB keeps views in words of its own.
    assert.deepEqual(found, platform === "mysql" ? ["replace view adults"] : []);
    await dropViews(ground);
    for (const [index, ops] of versions.entries()) {
      const changed = instance({ platform, version: index + 1 });
      // MikroORM's strings are plain text on SQLite, whatever their length.
      const expected = platform === "sqlite"
        ? ops.map((what) => what.replace("set type, ", ""))
        : ops;
      await expectChange(ground, mikroOrm(changed), expected);
    }
  });
}
