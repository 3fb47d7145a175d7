/** Every golden case on a real MariaDB or MySQL: forward, back and forward again, then the same schema. */
import type { Connection } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import type { Case } from "../../golden/case.ts";
import { cases } from "../../golden/cases.ts";
import { runCase } from "../golden.ts";
import { dialectFor, liveTest, reset } from "./server.ts";

/** Cases that are written in another database's words, each with the reason. */
const foreign: Readonly<Record<string, string>> = {
  "data/bulk_insert_literals": "bytes that are no text go into a TEXT column",
  "constraints/add_constraint_exclude": "its table has a range of PostgreSQL",
  "constraints/add_constraint_exclude_with_everything": "its table has a range of PostgreSQL",
  "constraints/drop_constraint_exclude": "its table has a range of PostgreSQL",
  "tables/batch_alter_table_naming": "the server names an unnamed constraint itself",
};

/** Cases that MySQL can't run as they stand, each with the reason. */
const onlyMariaDb: Readonly<Record<string, string>> = {
  "tables/alter_table_options_of_others": "the engine Aria is MariaDB's",
  "constraints/drop_constraint_unique": onceMade(),
  "constraints/drop_constraint_without_type": onceMade(),
};

/** The state is replayed here; a run reads it, see `keys_test.ts`. */
function onceMade(): string {
  return "the index that the foreign key needs then is there from the first time; no IF NOT EXISTS";
}

/** A schema is a database of the whole server here, so each test has its own. */
function localized(item: Case, database: string): Case {
  if (item.op.kind === "run") return item;
  const text = JSON.stringify(item)
    .replaceAll(/\b(?:audit|archive)\b/g, (name) => `${database}_${name}`)
    .replaceAll('Ar\\"chive', `${database}_Ar\\"chive`);
  return JSON.parse(text);
}

/** The schemas that a case refers to, empty; one that it makes itself is not there. */
async function resetSchemas(db: Connection, item: Case, database: string): Promise<void> {
  for (const name of ["audit", "archive", 'Ar"chive']) {
    await db.execute({
      sql: `DROP DATABASE IF EXISTS ${mysql.writer.name(`${database}_${name}`)}`,
    });
  }
  if (item.before?.some((op) => op.kind === "createSchema")) return;
  await db.execute({ sql: `CREATE DATABASE ${mysql.writer.name(`${database}_audit`)}` });
}

for (const [noun, items] of Object.entries(cases)) {
  liveTest(`mysql runs the goldens of ${noun} forward, back and forward`, async (database, t) => {
    const db = await database.connect();
    const left = db.server.flavour === "mariadb" ? foreign : { ...foreign, ...onlyMariaDb };
    for (const [name, item] of Object.entries(items)) {
      await t.step({
        name,
        ignore: `${noun}/${name}` in left,
        fn: async () => {
          await reset(db);
          await resetSchemas(db, item, database.name);
          await runCase({ db, dialect: dialectFor(db) }, localized(item, database.name));
        },
      });
    }
  });
}
