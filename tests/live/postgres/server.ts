/**
 * The PostgreSQL server of the live tests, found or started once for each file of tests.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import {
  postgresServer,
  type TestDatabase,
  type TestServer,
  withDatabase,
} from "../../servers/postgres.ts";

const found: TestServer | string = await postgresServer();

/** Why there is no server; such tests are skipped, unless `RETORT_TEST_REQUIRE` names `postgres`. */
export const missing: string | undefined = typeof found === "string" ? found : undefined;

const required = (Deno.env.get("RETORT_TEST_REQUIRE") ?? "").split(",").includes("postgres");
if (missing !== undefined && required) throw new Error(missing);

/** The server's URLs; only where {@link missing} is `undefined`. */
export function server(): TestServer {
  if (typeof found === "string") throw new Error(found);
  return found;
}

/** Registers a test that works with a database of its own. */
export function liveTest(name: string, work: (database: TestDatabase) => Promise<void>): void {
  Deno.test({
    name: missing === undefined ? name : `${name} (${missing})`,
    ignore: missing !== undefined,
    fn: () => withDatabase(server(), "live", work),
  });
}

/** The database as it was made, with the collation that goldens refer to. */
export async function reset(db: Connection): Promise<void> {
  await db.execute({
    sql: `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
    EXECUTE format('DROP EXTENSION %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
END $$; CREATE SCHEMA public; CREATE COLLATION public."NOCASE" FROM "C"`,
  });
}

Deno.test.afterAll(async () => {
  if (typeof found !== "string") await found.close();
});
