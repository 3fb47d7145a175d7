/** Expressions as people write them, beside what the server makes of them: no difference. */
import assert from "node:assert/strict";
import {
  bigint,
  boolean,
  char,
  check,
  date,
  index,
  integer,
  numeric,
  op,
  sql,
  text,
  timestamp,
  timestamptz,
  varchar,
} from "@retort/core";
import { diffSchemas } from "@retort/core/diff";
import { applyAll } from "@retort/core/ops";
import { emptySchema } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { array, jsonb } from "@retort/postgres/types";
import { runOps } from "../golden.ts";
import { liveTest } from "./server.ts";

const conditions = [
  "name <> ''",
  "NAME != ''",
  "name in ('guest', 'admin')",
  "name not in ('guest', 'admin')",
  "name in ('guest')",
  "name is null or length(name) > 3",
  "lower(name) = name and note = upper(note)",
  "name like '%@%' and note not like 'x%'",
  "name ilike 'a_' or note ~ '^[a-z]+$' or note !~* 'b'",
  "note || 'x' <> '' and name || note <> ''",
  "age between 1 and 5",
  "age not between 1 and 5",
  "age > 0 and age <= 150 or age = -1",
  "not (age > 0 or big < 5)",
  "not age = 1",
  "age in (1, 2, 3)",
  "age > 0.5",
  "big > 9007199254740993",
  "total >= 0 and total < 100.5",
  "total * 2 - (total - 1) > -5",
  "age % 2 = 0",
  "age - (big - 1) > 0",
  "age::text = '5'",
  "cast(age as text) = '5'",
  "flag",
  "flag is not true",
  "flag = true and not flag",
  "day > '2020-01-01'",
  "day >= date '2020-01-01' and day is distinct from current_date",
  "moment at time zone 'UTC' > '2020-01-01 00:00:00'",
  "extract(year from day) > 2000",
  "data ->> 'a' = 'x'",
  "data @> '{\"a\": 1}'",
  "data ? 'b'",
  "tags @> array['a', 'b']",
  "'a' = any (tags)",
  "cardinality(tags) < 3 and tags[1] <> ''",
  "coalesce(age, 0) + coalesce(big, 0) > 0",
  "nullif(name, '') is not null",
  "greatest(age, 1) > least(big, 2)",
  "case when age > 1 then true else false end",
  "case age when 1 then 'a' when 2 then 'b' end = 'a'",
  "t.age > 0 and t.name <> t.note",
  `"Odd" > 0 and "Odd" < age`,
  "code = 'abc' or code in ('a', 'b')",
  "name = note",
  `name collate "C" < 'a'`,
  "(age, big) is not null",
  "name = 'it''s' and note = E'a\\\\b'",
];

const columns = {
  name: varchar(50),
  note: text(),
  code: char(3),
  age: integer(),
  big: bigint(),
  total: numeric(8, 2),
  flag: boolean(),
  day: date(),
  at: timestamp(),
  moment: timestamptz(),
  data: jsonb(),
  tags: array(text()),
  Odd: integer(),
};

const expressions = ["lower(name)", "(age + 1)", "coalesce(note, 'x')", "(data ->> 'a')", "name"];

/** Grammar that is not read here; the server's spelling must be written by hand. */
const unread = new Set(["(age, big) is not null"]);

liveTest("normalize() finds what was written in what the server says", async (database) => {
  const db = await database.connect();
  const readable = conditions.filter((item) => !unread.has(item));
  const table = op.createTable("t", columns, [
    ...readable.map((item, n) => check(`ck_${n}`, sql.raw(item))),
    ...expressions.map((item, n) => index(`ix_${n}`, [sql.raw(item), "age"])),
    ...readable.filter((item) => !/current_date|at time zone/.test(item))
      .map((item, n) => index(`iw_${n}`, ["age"], { where: sql.raw(item) })),
  ]);
  await runOps({ db, dialect: postgres }, { ops: [table], state: emptySchema });
  const live = await postgres.inspect?.(db) ?? emptySchema;
  const wanted = applyAll([table], emptySchema);
  const [found, declared] = [live, wanted].map((item) => postgres.normalize(item).tables.get("t"));
  const text = (items: readonly { readonly name?: string }[] | undefined): unknown =>
    [...items ?? []].sort((a, b) => (a.name ?? "") < (b.name ?? "") ? -1 : 1);
  assert.deepEqual(text(found?.checks), text(declared?.checks));
  assert.deepEqual(text(found?.indexes), text(declared?.indexes));
  const cx = { types: postgres.types, comments: true };
  assert.deepEqual(diffSchemas(postgres.normalize(live), postgres.normalize(wanted), cx).ops, []);
});
