import { integer, op, text, unique } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import type { Connection } from "@retort/core/dialect";
import { tellByHand, tellKept, tellNulls, tellNumbers, tellPointedAt } from "../kept.ts";
import type { KeptDatabase } from "../kept_ground.ts";
import { type Round, tellRound } from "../kept_round.ts";

async function withFile(
  work: (database: KeptDatabase, path: string) => Promise<unknown>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_kept_" });
  const path = `${folder}/app.db`;
  const connect = async (): Promise<Connection> => {
    const db = await sqlite.connect?.(`sqlite:${path}`, { create: true });
    if (!db) throw new Error("a dialect that connects");
    return db;
  };
  try {
    await work({ dialect: sqlite, connect }, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("what is kept comes back with its rows and all that hung on it", async () => {
  await withFile((database) => tellKept(database));
  await withFile((database) => tellKept(database, { all: true }));
});

Deno.test("a column that must not be null comes back when every row has a value", async () => {
  await withFile((database) => tellNulls(database));
});

Deno.test("a key that numbers itself is kept and comes back", async () => {
  await withFile((database) => tellNumbers(database));
});

Deno.test("what has no name comes back without one; triggers and options stay", async () => {
  await withFile((database) =>
    tellRound(database, {
      first: [
        "create table p (id integer primary key)",
        `create table t (id integer primary key autoincrement, a text not null unique,
          b integer references p, c text check (c <> ''), unique (a, b)) strict`,
        "create index ix_ab on t (a, b)",
        "create table log (what text)",
        "create trigger tr after insert on t begin insert into log values (new.id); end",
        "insert into p values (1)",
        "insert into t (a, b, c) values ('x', 1, 'y')",
      ],
      upgrade: [op.dropColumn("t", "a"), op.dropColumn("t", "b"), op.dropColumn("t", "c")],
      downgrade: [
        op.addColumn("t", "c", text()),
        op.addColumn("t", "b", integer()),
        op.addColumn("t", "a", text().notNull()),
      ],
      // The foreign key binds nobody while its column is kept.
      meanwhile: ["delete from p", "insert into p values (1)"],
      ends: ["select * from t", [{ id: 1, a: "x", b: 1, c: "y" }]],
    })
  );
});

Deno.test("a column is not kept that others point at", async () => {
  await withFile((database) => tellPointedAt(database));
});

Deno.test("by hand one comes back and the others go", async () => {
  await withFile((database) => tellByHand(database));
});

const pair = [
  "create table t (id integer primary key, a text, b text)",
  "insert into t (id, a, b) values (1, 'x', 'y')",
];
const ends: Round["ends"] = ["select id, a, b from t", [{ id: 1, a: "x", b: "y" }]];

Deno.test("what an op before renames is kept, where both build the table anew", async () => {
  await withFile((database) =>
    tellRound(database, {
      first: pair,
      upgrade: [op.renameColumn("t", "a", "c"), op.dropColumn("t", "c")],
      downgrade: [op.addColumn("t", "c", text()), op.renameColumn("t", "c", "a")],
      meanwhile: [],
      ends,
    })
  );
});

Deno.test("what is kept comes back under a name that an op before it frees", async () => {
  await withFile(async (database) => {
    await tellRound(database, {
      first: pair,
      upgrade: [op.dropColumn("t", "a"), op.addColumn("t", "a", integer())],
      downgrade: [op.dropColumn("t", "a"), op.addColumn("t", "a", text())],
      meanwhile: [],
      ends,
    });
  });
  await withFile(async (database) => {
    await tellRound(database, {
      first: pair,
      upgrade: [op.dropColumn("t", "a"), op.renameColumn("t", "b", "a")],
      downgrade: [op.renameColumn("t", "a", "b"), op.addColumn("t", "a", text())],
      meanwhile: [],
      ends,
    });
  });
});

Deno.test("a batch that keeps something adds its constraints and knows its names", async () => {
  await withFile((database) =>
    tellRound(database, {
      first: [
        "create table t (id integer primary key, a text, b text, c text unique)",
        "insert into t (id, a, b) values (1, 'x', 'y')",
      ],
      upgrade: [
        op.batchAlterTable("t", {
          tableArgs: [unique(["b"], { name: "uq_b" })],
          naming: { unique: "uq_%(table_name)s_%(column_0_name)s" },
        }, [op.dropColumn("t", "a"), op.dropConstraint("t", "uq_t_c", { type: "unique" })]),
      ],
      downgrade: [
        op.dropConstraint("t", "uq_b", { type: "unique" }),
        op.addConstraint("t", unique(["c"])),
        op.addColumn("t", "a", text()),
      ],
      meanwhile: [
        "insert into t (id, b, c) values (2, 'y2', 'z'), (3, 'y3', 'z')",
        "delete from t where id > 1",
      ],
      ends,
    })
  );
});
