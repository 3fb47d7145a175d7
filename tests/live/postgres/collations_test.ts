/** Collations of indexes: what an expression has from its columns is not what it says itself. */
import assert from "node:assert/strict";
import { index, MetaData, sql, text, varchar } from "@retort/core";
import { postgres } from "@retort/postgres";
import { tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

function modelsOf(collation: string | undefined): MetaData {
  const metadata = new MetaData();
  const said = collation === undefined ? {} : { collation };
  metadata.table("t", { v: varchar(20).collate("C"), n: text(), "a, b": text() }, [
    index("ix_inherited", [sql`lower(v) || 'x'`]),
    index("ix_function", [sql`lower(v)`, "n", { expression: sql`lower(n)`, order: "desc" }]),
    index("ix_column", ["v", { column: "n", collation: "C" }]),
    index("ix_said", [
      "a, b",
      { expression: sql`lower(n)`, collation: "C" },
      { expression: sql`lower(n)`, nulls: "first" },
      { expression: sql`lower(v)`, collation: "default" },
      { expression: sql`lower(n) || 'y'`, ...said },
    ]),
  ]);
  return metadata;
}

liveTest("indexes over columns with a collation are found as they are", async ({ url }) => {
  await withStory({ dialect: postgres, url }, async (story) => {
    const told = await tellAll(story, [modelsOf(undefined), modelsOf("C"), modelsOf("POSIX")]);
    const changed = ["drop index ix_said on t", "create index ix_said on t"];
    assert.deepEqual(told.slice(1), [changed, changed]);
  });
});
