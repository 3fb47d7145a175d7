import { integer, op, text } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import type { Connection } from "@retort/core/dialect";
import { tellByHand, tellKept, tellNulls, tellNumbers } from "../kept.ts";
import type { KeptDatabase } from "../kept_ground.ts";
import { tellRound } from "../kept_round.ts";

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

Deno.test("by hand one comes back and the others go", async () => {
  await withFile((database) => tellByHand(database));
});
