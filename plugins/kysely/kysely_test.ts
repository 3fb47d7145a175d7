import assert from "node:assert/strict";
import { bigint, boolean, integer, json, MetaData, text, timestamp } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { mysqlEnum, unsignedBigint } from "@retort/mysql/types";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { metadata } from "./fixtures/models.ts";
import { kyselyTypes, writeKyselyTypes } from "./mod.ts";

const fixture = new URL("./fixtures/database.ts", import.meta.url);

Deno.test("kyselyTypes() gives the module that the queries beside it are checked with", async () => {
  const types = kyselyTypes(metadata, { dialect: postgres });
  if (Deno.env.has("RETORT_UPDATE")) await Deno.writeTextFile(fixture, types);
  assert.equal(types, await Deno.readTextFile(fixture));
});

Deno.test("queries over the generated types compile to SQL", async () => {
  const { queries } = await import("./fixtures/queries.ts");
  assert.equal(queries["insert"]?.sql, `insert into "users" ("email", "moods") values ($1, $2)`);
  assert.equal(queries["schema"]?.sql, `select "id" from "audit"."events"`);
});

/** Types hold some lines. */
function has(types: string, lines: string): void {
  assert.ok(types.includes(lines), types);
}

Deno.test("kyselyTypes() knows what a row of SQLite need not say", () => {
  const models = new MetaData();
  models.table("notes", {
    id: integer().primaryKey(),
    done: boolean().notNull(),
    at: timestamp(),
    body: json(),
  });
  models.table("pairs", { id: text().primaryKey(), n: bigint().notNull().default(1) });
  const types = kyselyTypes(models, { dialect: sqlite });
  has(types, `  id: Generated<number>;\n  done: number;\n  at: string | null;\n`);
  has(types, `  body: string | null;`);
  has(types, `  id: string;\n  n: Generated<number>;`);
});

Deno.test("kyselyTypes() takes MySQL's types, camel case, and types of one's own", () => {
  const models = new MetaData();
  models.table("user_logs", {
    log_id: unsignedBigint().identity().primaryKey(),
    log_state: mysqlEnum(["new", "old"]).notNull(),
    big_one: bigint().notNull(),
    "2nd": text().notNull(),
  });
  const types = kyselyTypes(models, {
    dialect: mysql,
    camelCase: true,
    types: { bigint: "bigint" },
    name: "Tables",
  });
  has(types, `export interface UserLogs {\n  logId: Generated<number>;\n`);
  has(types, `  logState: "new" | "old";\n  bigOne: bigint;\n  "2nd": string;`);
  has(types, `export interface Tables {\n  userLogs: UserLogs;\n}`);
});

Deno.test("kyselyTypes() keeps names apart, and says which views it has no types for", () => {
  const models = new MetaData();
  models.table("database", { id: integer() });
  models.table("a_b", { id: integer() });
  models.table("a-b", { id: integer() });
  models.view("seen", "select 1");
  const types = kyselyTypes(models, { dialect: sqlite });
  has(types, `  database: Database2;\n  a_b: AB;\n  "a-b": AB2;\n`);
  has(types, `only the text of views: seen.`);
});

Deno.test("writeKyselyTypes() writes only what is new", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/db.ts`;
    assert.equal(await writeKyselyTypes(file, metadata, { dialect: postgres }), true);
    assert.equal(await writeKyselyTypes(file, metadata, { dialect: postgres }), false);
    assert.equal(await Deno.readTextFile(file), kyselyTypes(metadata, { dialect: postgres }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
