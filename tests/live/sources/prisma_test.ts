import assert from "node:assert/strict";
import { prisma, prismaSchema } from "../../../plugins/prisma/mod.ts";
import { expectChange, left, type Place, runRecorded, sourceTest } from "./ground.ts";

const folder = new URL("../../../plugins/prisma/fixtures/", import.meta.url);

/** Changes of the schemas, each with the ops that it means. */
const changes: readonly {
  readonly from: RegExp;
  readonly to: string;
  readonly ops: (place: Place) => readonly string[];
}[] = [
  {
    from: /(model Post \{\n {2}id [^\n]*)/,
    to: "$1\n  stars Int @default(3)",
    ops: () => ["add column Post.stars"],
  },
  {
    from: /(model Post \{[^}]*?title +String)([^\n]*)/,
    to: "$1?$2 @unique",
    ops: (place) => [
      "alter column Post.title: drop not null",
      // MariaDB makes no difference between the two.
      place === "mysql"
        ? "add unique constraint Post_title_key on Post"
        : "create unique index Post_title_key on Post",
    ],
  },
];

for (const place of ["postgres", "mysql", "sqlite"] as const) {
  sourceTest(place, "what Prisma made is what prisma() reads", async (ground) => {
    await runRecorded(ground, new URL(`${place}.sql`, folder), ";\n");
    const file = new URL(`${place}.prisma`, folder);
    assert.deepEqual(await left(ground, await prisma(file)), []);
    let text = await Deno.readTextFile(file);
    for (const { from, to, ops } of changes) {
      const changed = text.replace(from, to);
      assert.notEqual(changed, text);
      text = changed;
      await expectChange(ground, prismaSchema(text), ops(place));
    }
  });
}
