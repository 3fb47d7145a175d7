/** Numbers that do not fit a new type of SQLite. */
import { integer, numeric, real, text } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import { type NarrowCase, narrowed } from "../narrowing.ts";
import { connected } from "../project.ts";

const cases: readonly NarrowCase[] = [
  {
    from: text(),
    to: integer(),
    values: ["'abc'", "'007'", "'12345678901234567890'", "''"],
    unfit: 1,
    left: ["", "1.2345678901234567e+19", "7", "abc"],
  },
  {
    from: text(),
    to: numeric(30, 10),
    values: ["'1.50'", "'1234567890.1234567890'"],
    unfit: 1,
    left: ["1.5", "1234567890.1234567"],
  },
  {
    from: integer(),
    to: real(),
    values: ["5", "9007199254740993"],
    unfit: 1,
    left: ["5.0", "9007199254740992.0"],
  },
  { from: integer(), to: text(), values: ["5", "9007199254740993"], unfit: 0 },
];

Deno.test("numbers that a new type has not the digits for are refused by their number", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_narrowing_" });
  const url = `sqlite:${folder}/app.db`;
  const db = await connected(sqlite, url, { create: true });
  try {
    await narrowed({ dialect: sqlite, url, connect: () => Promise.resolve(db) }, cases);
  } finally {
    await db.close();
    await Deno.remove(folder, { recursive: true });
  }
});
