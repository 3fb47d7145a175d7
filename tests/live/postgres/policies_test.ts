/** Row level security by `@retort/policies`: everything that retort's own objects can do. */
import assert from "node:assert/strict";
import { integer, MetaData, op, sql, text } from "@retort/core";
import { check, heal, introspect, status } from "@retort/core/commands";
import type { Connection } from "@retort/core/dialect";
import { plugDialect } from "@retort/core/plugin";
import { postgres } from "@retort/postgres";
import { createPolicy, enableRowSecurity, policies, policy, rowSecurity } from "@retort/policies";
import { driftIn, type Story, withStory } from "../autogenerate.ts";
import { evaluate } from "../evaluate.ts";
import { liveTest } from "./server.ts";

const dialect = plugDialect(postgres, [policies]);

function tables(): MetaData {
  const metadata = new MetaData();
  metadata.table("notes", { id: integer().primaryKey(), owner: text().notNull() });
  metadata.table("events", { id: integer().primaryKey() }, [], { schema: "audit" });
  return metadata;
}

function models(own: string): MetaData {
  return tables().add(
    rowSecurity("notes", { force: true }),
    rowSecurity("events", { schema: "audit" }),
    policy("own", "notes", { using: own }),
    policy("no_delete", "notes", {
      restrictive: true,
      command: "delete",
      roles: ["pg_read_all_data", "current_user"],
      using: sql`owner <> ${"it's"}`,
    }),
    policy("odd (name)", "events", { schema: "audit", command: "insert", check: "(id > 0)" }),
  );
}

async function policiesIn(db: Connection): Promise<readonly string[]> {
  const rows = await db.query<{ name: string; table: string; using: string | null }>({
    sql: `SELECT policyname AS name, tablename AS table, qual AS using FROM pg_policies ORDER BY 1`,
  });
  return rows.map(({ name, table, using }) => `${name} on ${table}: ${using}`);
}

function told(name: string, work: (story: Story, db: Connection) => Promise<void>): void {
  liveTest(name, async ({ url }) => {
    const db = await postgres.connect?.(url);
    assert.ok(db);
    try {
      await db.execute({ sql: "create schema audit" });
      await withStory({ dialect, url }, (story) => work(story, db), { plugins: [policies] });
    } finally {
      await db.close();
    }
  });
}

told("policies are found, made, found the same, changed and undone", async (story, db) => {
  const first = models("owner = current_user");
  const report = await story.autogenerate(first);
  assert.deepEqual(report.changes.filter((words) => !words.startsWith("create table")), [
    "enable row level security on audit.events",
    "enable row level security on notes",
    "create policy odd (name) on audit.events",
    "create policy no_delete on notes",
    "create policy own on notes",
  ]);
  await story.upgrade();
  assert.deepEqual(await story.left(first), []);
  assert.equal((await policiesIn(db)).length, 3);
  const before = await story.live();

  const second = models("owner = session_user");
  assert.deepEqual((await story.autogenerate(second)).changes, ["alter policy own on notes"]);
  await story.upgrade();
  assert.deepEqual(await story.left(second), []);
  assert.match((await policiesIn(db)).join("\n"), /own on notes: \(owner = \(?SESSION_USER/);

  await story.autogenerate(tables());
  await story.upgrade();
  assert.deepEqual(await policiesIn(db), []);
  assert.deepEqual(await story.left(tables()), []);
  await story.downgrade("-2");
  assert.deepEqual(await story.live(), before, "both downgrades bring back what was there");
  await story.downgrade("base");
  assert.deepEqual(await policiesIn(db), []);
});

told(
  "what the database has is declared by introspect, and then nothing is left",
  async (story, db) => {
    await db.execute({
      sql: `create table notes (id integer primary key, owner text not null, hidden boolean);
      alter table notes enable row level security;
      create policy own on notes for update to pg_monitor
        using (owner = current_user and (hidden or owner like 'a''(%'))
        with check ((owner <> '') or (hidden))`,
    });
    const { models: code, undeclared } = await introspect(story.project);
    assert.deepEqual(undeclared, []);
    assert.match(code, /import \{ policy, rowSecurity \} from "@retort\/policies"/);
    const found = evaluate(code);
    assert.deepEqual(await story.left(found), []);
    await story.autogenerate(found);
  },
);

told("a policy that somebody changed is drift, and heal brings it back", async (story, db) => {
  await story.autogenerate(models("owner = current_user"));
  await story.upgrade();
  assert.deepEqual(await driftIn(story.project), []);
  const before = await policiesIn(db);
  await db.execute({ sql: "alter policy own on notes using (true)" });
  await db.execute({ sql: "drop policy no_delete on notes" });
  const { drift } = await status(story.project);
  assert.deepEqual(drift.map(({ object, state }) => `${object}: ${state}`), [
    "policy no_delete on notes: missing",
    "policy own on notes: changed",
  ]);
  assert.match(drift[1]?.live ?? "", /^createPolicy\("own", "notes", \{ using: sql`true` \}\)$/);
  const { healed } = await heal(story.project, { only: ["own"] });
  assert.deepEqual(healed, ["policy own on notes"]);
  assert.deepEqual(await driftIn(story.project), ["policy no_delete on notes: missing"]);
  await heal(story.project);
  assert.deepEqual(await policiesIn(db), before);
});

told("policies that no revision made are named and left alone", async (story, db) => {
  await story.autogenerate(models("owner = current_user"));
  await story.upgrade();
  await db.execute({ sql: "create policy theirs on notes using (false)" });
  const { unmanaged, changes } = await check(
    {
      ...story.project,
      environment: async () => ({
        ...await story.project.environment(),
        metadata: () => models("owner = current_user"),
      }),
    },
  );
  assert.deepEqual(changes, []);
  assert.deepEqual(unmanaged.map(({ noun, name, table }) => `${noun} ${name} ${table}`), [
    "policies:policy theirs notes",
  ]);
});

liveTest("the probes of ops see the whole effect, and nothing else", async ({ url }) => {
  const db = await postgres.connect?.(url);
  assert.ok(db);
  try {
    const ask = {
      query: async <Row extends object>(fragment: ReturnType<typeof sql.raw>) =>
        await db.query<Row>(postgres.writer.query(fragment)),
    };
    await db.execute({ sql: "create table notes (owner text)" });
    const made = createPolicy("own", "notes", { using: "true", roles: ["pg_monitor"] });
    const enabled = enableRowSecurity("notes", { force: true });
    const probe = async () => [
      await createPolicy.spec.probe?.(made, ask),
      await enableRowSecurity.spec.probe?.(enabled, ask),
    ];
    assert.deepEqual(await probe(), [false, false]);
    await db.execute({ sql: "create policy own on notes for select using (true)" });
    await db.execute({ sql: "alter table notes enable row level security" });
    assert.deepEqual(await probe(), [false, false], "half of it is not the effect");
    await db.execute({
      sql: `drop policy own on notes; create policy own on notes to pg_monitor using (true);
        alter table notes force row level security`,
    });
    assert.deepEqual(await probe(), [true, true]);
  } finally {
    await db.close();
  }
  assert.ok(op);
});
