/**
 * The story of columns whose names change in nothing but their case, with keys, an index, a check, a
 * default and another change of type on them: no row is lost there, back, and there again.
 *
 * @module
 */
import assert from "node:assert/strict";
import { check, foreignKey, index, integer, MetaData, sql, varchar } from "@retort/core";
import type { Dialect } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { type StoryDatabase, withStory } from "./autogenerate.ts";
import { withDatabase } from "./renames.ts";

const old = { id: "Id", name: "Name", team: "Team" };
const next = { id: "id", name: "name", team: "team" };

function models({ writer }: Dialect, to: typeof old, length: number): MetaData {
  const metadata = new MetaData();
  metadata.table("teams", { [to.id]: integer().primaryKey(), label: varchar(20) });
  metadata.table("users", {
    id: integer().primaryKey(),
    [to.name]: varchar(length).notNull().default("nobody"),
    [to.team]: integer(),
  }, [
    index("ix_users_by_name", [to.name]),
    check("ck_users_named", sql.raw(`${writer.name(to.name)} <> ''`)),
    foreignKey([to.team]).references({ table: "teams" }, [to.id], { name: "fk_users_to_teams" }),
  ]);
  return metadata;
}

const answers = {
  renames: new Map([
    ["teams.Id", "teams.id"],
    ["users.Name", "users.name"],
    ["users.Team", "users.team"],
  ]),
  drops: new Set<string>(),
};

/** Tells the story; `asked` where names in another case are others. */
export async function tellRecase(database: StoryDatabase, { asked }: {
  readonly asked: boolean;
}): Promise<void> {
  await withStory(database, async (story) => {
    await story.autogenerate(models(database.dialect, old, 20));
    await story.upgrade();
    await fill(database);
    const wanted = models(database.dialect, next, 30);
    if (asked) {
      await assert.rejects(story.autogenerate(wanted), (error) => {
        assert.ok(isRetortError(error) && error.code === "diff/needs-answer", String(error));
        return true;
      });
    }
    const { lossy, changes } = await story.autogenerate(wanted, asked ? answers : undefined);
    assert.deepEqual(lossy, []);
    assert.deepEqual(changes.filter((line) => line.startsWith("rename")), [
      "rename column teams.Id to id",
      "rename column users.Name to name",
      "rename column users.Team to team",
    ]);
    await story.upgrade();
    await expectRows(database, next);
    assert.deepEqual(await story.left(wanted), []);
    await story.downgrade("-1");
    await expectRows(database, old);
    await story.upgrade();
    await expectRows(database, next);
    assert.deepEqual(await story.left(wanted), []);
  });
}

async function fill(database: StoryDatabase): Promise<void> {
  await withDatabase(database, async (db) => {
    await db.execute({ sql: `insert into teams values (7, 'red')` });
    await db.execute({ sql: `insert into users values (1, 'Ada', 7)` });
    await db.execute({
      sql: `insert into users (id, ${database.dialect.writer.name("Team")}) values (2, 7)`,
    });
  });
}

/** Rows come by the names that their columns have now. */
async function expectRows(database: StoryDatabase, names: typeof old): Promise<void> {
  const rows = await withDatabase(
    database,
    (db) => db.query<Record<string, unknown>>({ sql: "select * from users order by id" }),
  );
  assert.deepEqual(rows.map((row) => ({ ...row })), [
    { id: 1, [names.name]: "Ada", [names.team]: 7 },
    { id: 2, [names.name]: "nobody", [names.team]: 7 },
  ]);
}
