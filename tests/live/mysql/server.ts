/**
 * The MariaDB or MySQL server of the live tests, found or started once for each file of tests.
 *
 * @module
 */
import type { Connection, Dialect, RenderContext, RenderTable } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import {
  mysqlServer,
  type TestDatabase,
  type TestServer,
  withDatabase,
} from "../../servers/mysql.ts";

const found: TestServer | string = await mysqlServer();

/** Why there is no server; such tests are skipped, unless `RETORT_TEST_REQUIRE` names `mysql`. */
export const missing: string | undefined = typeof found === "string" ? found : undefined;

const required = (Deno.env.get("RETORT_TEST_REQUIRE") ?? "").split(",").includes("mysql");
if (missing !== undefined && required) throw new Error(missing);

/** The server's URLs; only where {@link missing} is `undefined`. */
export function server(): TestServer {
  if (typeof found === "string") throw new Error(found);
  return found;
}

/** Registers a test that works with a database of its own. */
export function liveTest(
  name: string,
  work: (database: TestDatabase, t: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name: missing === undefined ? name : `${name} (${missing})`,
    ignore: missing !== undefined,
    fn: (t) => withDatabase(server(), "live", (database) => work(database, t)),
  });
}

/** The names of variants for a server. */
export function namesOf(db: Connection): readonly string[] {
  return db.server.flavour === "mariadb" ? ["mariadb", "mysql"] : ["mysql"];
}

/** The dialect as the runner uses it on a server: rendering for its flavour, comparing what is normal. */
export function dialectFor(db: Connection): Dialect {
  const names = namesOf(db);
  const entries = Object.entries(mysql.render).map(([kind, render]) => {
    const flavoured = render as (op: unknown, cx: RenderContext) => ReturnType<typeof render>;
    return [kind, (op: unknown, cx: RenderContext) => flavoured(op, { ...cx, names })];
  });
  return {
    ...mysql,
    render: Object.fromEntries(entries) as RenderTable,
    inspect: async (connection, scope) => {
      const schema = await mysql.inspect?.(connection, scope);
      if (!schema) throw new Error("the dialect does not inspect");
      return mysql.normalize(schema);
    },
  };
}

/** Drops all tables, views, sequences and routines of the current database. */
export async function reset(db: Connection): Promise<void> {
  await db.execute({ sql: "SET foreign_key_checks = 0" });
  const tables = await db.query<{ readonly name: string; readonly type: string }>({
    sql: `SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES
WHERE TABLE_SCHEMA = DATABASE()`,
  });
  for (const { name, type } of tables) {
    const noun = type === "VIEW" || type === "SEQUENCE" ? type : "TABLE";
    await db.execute({ sql: `DROP ${noun} IF EXISTS ${mysql.writer.name(name)}` });
  }
  const routines = await db.query<{ readonly name: string; readonly type: string }>({
    sql: `SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA = DATABASE()`,
  });
  for (const { name, type } of routines) {
    await db.execute({ sql: `DROP ${type} IF EXISTS ${mysql.writer.name(name)}` });
  }
  await db.execute({ sql: "SET foreign_key_checks = 1" });
}

Deno.test.afterAll(async () => {
  if (typeof found !== "string") await found.close();
});
