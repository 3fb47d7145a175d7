/**
 * Databases for tests: each test has one of its own, migrated and empty, and they run beside each other.
 *
 * ```ts ignore
 * import { testDatabase } from "@retort/cli/testing";
 *
 * Deno.test("a user is kept", async () => {
 *   await using database = await testDatabase();
 *   await app.connect(database.url);
 * });
 * ```
 *
 * @module
 */
export { type TestDatabase, testDatabase, type TestDatabaseOptions } from "./test_database.ts";
