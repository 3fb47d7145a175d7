import assert from "node:assert/strict";
import { integer, op, sql, timestamp, varchar } from "@retort/core";
import { mysql } from "@retort/mysql";
import {
  tellByHand,
  tellKept,
  tellNarrower,
  tellNulls,
  tellNumbers,
  tellPointedAt,
} from "../kept.ts";
import { tellDeaths } from "../kept_deaths.ts";
import { tellRound } from "../kept_round.ts";
import { liveTest, reset } from "./server.ts";

liveTest("what is kept comes back with its rows and all that hung on it", async (database) => {
  await tellKept({ dialect: mysql, connect: () => database.connect() });
});

liveTest(
  "a column that must not be null comes back when every row has a value",
  async (database) => {
    await tellNulls({ dialect: mysql, connect: () => database.connect() });
  },
);

liveTest(
  "a run that dies before any statement of keeping ends well on the next",
  async (database) => {
    const deaths = await tellDeaths({ dialect: mysql, connect: () => database.connect() }, reset);
    assert.ok(deaths > 20, String(deaths));
  },
);

liveTest("a key that numbers itself is kept and comes back", async (database) => {
  await tellNumbers({ dialect: mysql, connect: () => database.connect() });
});

liveTest("what the server does by itself does not touch what is kept", async (database) => {
  await tellRound({ dialect: mysql, connect: () => database.connect() }, {
    first: [
      `create table t (id int primary key,
        up datetime not null default current_timestamp on update current_timestamp,
        age int check (age > 0), b varchar(10) character set latin1 not null, g int,
        unique key uq (b, g), fulltext key ft (b))`,
      "insert into t (id, up, age, b, g) values (1, '2020-01-01 00:00:00', 4, 'x', 2)",
    ],
    upgrade: [op.dropColumn("t", "up"), op.dropColumn("t", "age"), op.dropColumn("t", "b")],
    downgrade: [
      op.addColumn("t", "b", varchar(10).notNull()),
      op.addColumn("t", "age", integer()),
      op.addColumn(
        "t",
        "up",
        timestamp().notNull().default(sql`current_timestamp`)
          .options({ mysql: { onUpdate: "current_timestamp" } }),
      ),
    ],
    meanwhile: ["update t set g = 3"],
    ends: ["select id, cast(up as char) as up, age, b, g from t", [
      { id: 1, up: "2020-01-01 00:00:00", age: 4, b: "x", g: 3 },
    ]],
  });
});

liveTest("by hand one comes back and the others go", async (database) => {
  await tellByHand({ dialect: mysql, connect: () => database.connect() });
});

liveTest("a column does not come back as a narrower type", async (database) => {
  await tellNarrower({ dialect: mysql, connect: () => database.connect() });
});

liveTest("a column is not kept that others point at", async (database) => {
  await tellPointedAt({ dialect: mysql, connect: () => database.connect() });
});
