/**
 * What verifications must find, the same on every server.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  bigint,
  blob,
  boolean,
  check,
  date,
  foreignKey,
  integer,
  isRetortError,
  json,
  numeric,
  op,
  primaryKey,
  smallint,
  sql,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from "@retort/core";
import { type VerifiedRevision, verify, type VerifyOptions } from "@retort/core/commands";
import type { Dialect } from "@retort/core/dialect";
import { moduleProject, type TestRevision } from "./module_project.ts";

/** Where verifications run. */
export interface VerifyScene {
  readonly dialect: Dialect;
  readonly url: string;
}

type Ops = readonly unknown[];

/** Revisions in a row, each with what it is called by. */
export function chain(...steps: readonly (readonly [string, Ops, Ops?])[]): TestRevision[] {
  return steps.map(([revision, upgrade, downgrade], at) => ({
    revision,
    downRevision: steps[at - 1]?.[0] ?? null,
    upgrade,
    ...(downgrade === undefined ? {} : { downgrade }),
  }));
}

const base = [
  op.createTable("users", {
    id: integer().primaryKey(),
    name: varchar(50),
    email: varchar(120).notNull().unique({ name: "uq_users_email" }),
    age: integer(),
  }, [check("ck_age", sql`age between 18 and 120`)]),
  op.createTable("tags", { id: integer().primaryKey(), boss: integer().references("tags.id") }),
  op.createTable("tagged", { user_id: integer().notNull(), tag_id: integer().notNull() }, [
    primaryKey(["user_id", "tag_id"]),
    foreignKey(["user_id"]).references("users", ["id"], { onDelete: "cascade" }),
    foreignKey(["tag_id"]).references("tags", ["id"]),
  ]),
  op.createTable("kinds", {
    id: bigint().primaryKey(),
    n: numeric(10, 2).notNull(),
    small: smallint(),
    yes: boolean(),
    day: date().notNull(),
    hour: time(),
    at: timestamp(),
    body: text(),
    data: blob(),
    doc: json(),
    code: uuid(),
  }),
];

const all = chain(
  ["base", base],
  ["renamed", [op.renameColumn("users", "name", "full_name")]],
  ["added", [op.addColumn("users", "dob", date()), op.createIndex("ix_dob", "users", ["dob"])]],
  ["dropped", [op.dropColumn("kinds", "body")]],
  ["widened", [op.alterColumn("users", "full_name", { type: varchar(80) })]],
  ["strict", [op.alterColumn("users", "age", { nullable: false })]],
  ["loose", [op.alterColumn("users", "email", { nullable: true })]],
  ["data", [op.execute("update users set full_name = lower(full_name)")]],
  ["seeded", [op.bulkInsert("tags", [{ id: 1, boss: null }])], [
    op.execute("delete from tags where id = 1"),
  ]],
  ["indexed", [op.createIndex("uq_day", "kinds", ["day", "id"], { unique: true })]],
);

function said(revisions: readonly VerifiedRevision[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(revisions.map(({ revision, text, wrong }) => [
    revision,
    wrong.length === 0 ? text : wrong,
  ]));
}

async function run(
  { dialect, url }: VerifyScene,
  revisions: readonly TestRevision[],
  options: VerifyOptions = {},
): Promise<readonly VerifiedRevision[]> {
  return (await verify(moduleProject(dialect, url, revisions), options)).revisions;
}

/** All sorts of revisions, and what becomes of rows. */
export async function verdicts(scene: VerifyScene): Promise<void> {
  const project = moduleProject(scene.dialect, scene.url, all);
  const { revisions } = await verify(project);
  const unfilled = revisions.flatMap(({ notFilled }) => notFilled);
  assert.deepEqual(unfilled, []);
  assert.deepEqual(said(revisions), {
    base: "lossy: kinds, tagged, tags, users",
    renamed: "lossless",
    added: "lossy: users.dob",
    dropped: "lossy: kinds.body",
    widened: "lossless",
    strict: "lossless",
    loose: "lossless",
    data: "irreversible",
    seeded: "lossless",
    indexed: "lossless",
  });
  const refuses = revisions.filter((item) => item.refuses.length > 0).map((item) => item.revision);
  assert.ok(refuses.includes("strict"), refuses.join());
  assert.ok(refuses.includes("loose"), refuses.join());
  assert.match(
    project.texts.get("added") ?? "",
    /\* Verified: lossy: users\.dob \(source [0-9a-f]{8}\)\n \*\//,
  );
  const again = await verify(project, { revisions: "renamed:dropped" });
  assert.deepEqual(again.revisions.map(({ written }) => written), [
    undefined,
    undefined,
    undefined,
  ]);
}

/** Ways back that are wrong are found, and what comes after them is tried all the same. */
export async function wrongWays(scene: VerifyScene): Promise<void> {
  const found = await run(
    scene,
    chain(
      ["base", base],
      ["half", [
        op.addColumn("users", "dob", date()),
        op.createIndex("ix_dob", "users", ["dob"]),
      ], [op.dropIndex("ix_dob", "users")]],
      ["broken", [op.addColumn("users", "c", integer())], [op.dropColumn("users", "d")]],
      ["fine", [op.createIndex("ix_age", "users", ["age"])]],
    ),
    { write: false },
  );
  const { half, broken, fine } = said(found);
  assert.deepEqual(half, ["the downgrade leaves to be done: drop column users.dob"]);
  assert.match(String(broken), /^the downgrade fails: drop column users\.d: /);
  assert.equal(fine, "lossless");
}

/** A downgrade that puts other values into a column that stays is lossy, whatever the ops say. */
export async function changedValues(scene: VerifyScene): Promise<void> {
  const found = await run(
    scene,
    chain(
      ["base", base],
      ["moved", [
        op.renameColumn("users", "name", "full_name"),
      ], [
        op.renameColumn("users", "full_name", "name"),
        op.execute("update users set name = 'x'"),
      ]],
      ["emptied", [op.createIndex("ix_age", "users", ["age"])], [
        op.dropIndex("ix_age", "users"),
        op.execute("delete from tagged"),
      ]],
    ),
    { write: false },
  );
  assert.deepEqual(said(found), {
    base: "lossy: kinds, tagged, tags, users",
    moved: "lossy: users.full_name, users.name",
    emptied: "lossy: tagged",
  });
}

/** A scratch database of the user must be empty, and is empty again afterwards. */
export async function givenScratch(
  scene: VerifyScene & { readonly scratch: string },
): Promise<void> {
  const { dialect, url, scratch } = scene;
  await run({ dialect, url }, all, { write: false, scratch });
  const db = await dialect.connect?.(scratch);
  assert.ok(db);
  try {
    const left = await dialect.inspect?.(db);
    assert.deepEqual([...left?.tables.keys() ?? []], []);
    await db.execute({ sql: "CREATE TABLE mine (id integer)" });
    await assert.rejects(
      run({ dialect, url }, all, { write: false, scratch }),
      (error) => isRetortError(error) && error.code === "verify/scratch-not-empty",
    );
    const kept = await dialect.inspect?.(db);
    assert.deepEqual([...kept?.tables.keys() ?? []], ["mine"]);
  } finally {
    await db.close();
  }
}
