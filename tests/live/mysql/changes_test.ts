/** Changes of one table by autogenerate: there, back, and there again, with nothing left to do. */
import assert from "node:assert/strict";
import {
  bigint,
  check,
  index,
  integer,
  MetaData,
  sql,
  text,
  timestamp,
  varchar,
} from "@retort/core";
import type { Constraint } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

type Columns = Parameters<MetaData["table"]>[1];

function boxes(columns: Columns, ...items: readonly Constraint[]): MetaData {
  const metadata = new MetaData();
  metadata.table("boxes", { id: integer().primaryKey(), ...columns }, items);
  return metadata;
}

function summed(stored: boolean, more = 1): Columns {
  return { a: integer(), sum: integer().computed(sql`a + ${more}`, { stored }) };
}

/** What changes on both products. */
const changes: Readonly<Record<string, readonly MetaData[]>> = {
  "a computed column": [
    boxes(summed(true)),
    boxes(summed(true, 2)),
    boxes(summed(false, 2)),
    boxes({ a: integer(), sum: integer() }),
  ],
  "a column that others are computed of": [
    boxes(summed(true), check("ck_a", sql`a > 0`)),
    boxes({ ...summed(true), a: bigint() }, check("ck_a", sql`a > 0`)),
    boxes({}),
  ],
  "the default of a text": [
    boxes({ a: text() }),
    boxes({ a: text().default("x") }),
    boxes({ a: text().default(sql`concat('it''s', 'é')`) }),
    boxes({ a: text().default(sql`uuid()`) }),
    boxes({ a: text() }),
  ],
  "a moment": [
    boxes({ a: timestamp() }),
    boxes({ a: timestamp().default(sql`now()`) }),
    boxes({
      a: timestamp(3).default(sql`now()`).options({ mysql: { onUpdate: "current_timestamp" } }),
    }),
    boxes({ a: timestamp(3) }),
  ],
  "an ignored index": [
    boxes({ a: varchar(20) }, index("ix_a", ["a"])),
    boxes({ a: varchar(20) }, index("ix_a", ["a"], { options: { mysql: { ignored: true } } })),
  ],
};

/** What only MySQL has. */
const onMysql: typeof changes = {
  "an index over an expression": [
    boxes({ a: varchar(20) }, index("ix_a", ["a"])),
    boxes({ a: varchar(20) }, index("ix_a", [sql`lower(a)`])),
    boxes({ a: varchar(20) }, index("ix_a", [sql`upper(a)`], { unique: true })),
    boxes({}),
  ],
  "a collation of MySQL 8": [
    boxes({ a: varchar(20) }),
    boxes({ a: varchar(20).collate("utf8mb4_0900_as_cs") }),
  ],
};

for (const [what, models] of Object.entries({ ...changes, ...onMysql })) {
  liveTest(`${what} changes, and back`, async ({ url, connect }) => {
    const { server } = await connect();
    if (what in onMysql && server.flavour !== "mysql") return;
    await withStory({ dialect: mysql, url }, async (story) => {
      const told = await tellAll(story, models);
      assert.ok(told.every((words) => words.length > 0));
    });
  });
}
