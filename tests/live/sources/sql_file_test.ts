import assert from "node:assert/strict";
import { sqlFile, sqlSchema } from "../../../plugins/sql-file/mod.ts";
import { statementsOf } from "../roundtrip.ts";
import { expectChange, left, type Place, sourceTest } from "./ground.ts";

/** Schemas as applications have them, of other tests too. */
const corpora: readonly (readonly [Place, string])[] = [
  ["postgres", "booking"],
  ["mysql", "shop"],
  ["sqlite", "club"],
  ["sqlite", "library"],
];

/** A change at the end of each file, and what it means. */
const more = "create table more (id integer primary key, n integer check (n > 0));\n" +
  "create index more_n on more (n desc);\n";

/** The statements of a corpus, which has a blank line between them; PostgreSQL takes it as it is. */
async function corpus(place: Place, name: string): Promise<readonly string[]> {
  const file = new URL(`../${place}/corpus/${name}.sql`, import.meta.url);
  return place === "postgres" ? [await Deno.readTextFile(file)] : await statementsOf(file);
}

/** The statements as a file holds them: bodies of routines want another end on MariaDB. */
function fileText(place: Place, statements: readonly string[]): string {
  if (place !== "mysql") return statements.join(";\n") + ";\n";
  return `DELIMITER //\n${statements.join("\n//\n")}\n//\ndelimiter ;\n`;
}

for (const [place, name] of corpora) {
  sourceTest(place, `a database that ${name}.sql made is what sqlFile() reads`, async (ground) => {
    const { db, dialect, url } = ground;
    // The shop is written in MariaDB's words.
    const statements = await corpus(place, db.server.flavour === "mysql" ? "library" : name);
    for (const sql of statements) await db.execute({ sql });
    const text = fileText(place, statements);
    const file = await Deno.makeTempFile({ suffix: ".sql" });
    await Deno.writeTextFile(file, text);
    const models = await sqlFile(file, { dialect, url }).finally(() => Deno.remove(file));
    assert.ok(models.schema().tables.size >= 10);
    assert.deepEqual(await left(ground, models), []);
    const changed = await sqlSchema(text + more, { dialect, url });
    await expectChange(ground, changed, ["create table more"]);
  });
}

sourceTest(
  "postgres",
  "sqlSchema() reads schemas that the SQL makes, and names the rest",
  async ({ dialect, url }) => {
    const text = `select pg_catalog.set_config('search_path', '', false);
create domain public.age as integer check (value > 0);
create table public.users (id integer primary key, age public.age);
create schema audit;
create table audit.log (at timestamptz, by integer references public.users);`;
    const models = await sqlSchema(text, { dialect, url });
    const { tables, schemas } = models.schema();
    assert.deepEqual([...tables.values()].map(({ schema, name }) => [schema, name]), [
      ["audit", "log"],
      [undefined, "users"],
    ]);
    assert.ok(schemas?.has("audit"));
    assert.deepEqual(models.notes, ["domain age is not managed"]);
  },
);
