/** What functions say to callers without types. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { migrate, type MigrateOptions, secret } from "@retort/core";
import { testDatabase } from "@retort/cli/testing";
import { conformance, runConformance } from "@retort/core/testing";
import { fromSqlite, sqlite } from "@retort/sqlite";

const good = { url: "sqlite::memory:", dialect: sqlite, revisions: [] };

async function refused(options: unknown, words: RegExp): Promise<void> {
  const shown = { code: "config/bad-option", exit: 2, message: words };
  await assert.rejects(() => migrate(options as MigrateOptions), shown);
}

const wrong: readonly (readonly [options: object, words: RegExp])[] = [
  [{ revisions: undefined }, /"revisions" is missing: an array of imported revisions$/],
  [{ revisions: {} }, /"revisions" must be an array/],
  [{ dialect: undefined }, /"dialect" is missing: a dialect, such as sqlite/],
  [{ dialect: "sqlite" }, /"dialect" must be a dialect/],
  [{ url: 5 }, /"url" must be a text or a Secret$/],
  [{ url: undefined }, /"url" is missing, or "connection"/],
  [{ connection: null }, /"connection" must be what fromSqlite/],
  [{ target: 5 }, /"target" must be a text$/],
  [{ listener: "log" }, /"listener" must be a function$/],
  [{ lockTimeout: "5s" }, /"lockTimeout" must be a number of milliseconds, 0 or more$/],
  [{ lockTimeout: -1 }, /"lockTimeout" must be a number of milliseconds/],
  [{ lockTries: 0 }, /"lockTries" must be a whole number/],
  [{ signal: 5 }, /"signal" must be an AbortSignal$/],
  [{ transactionMode: "al" }, /"transactionMode" must be "revision" or "all" or "none"$/],
  [{ allowLoss: "users" }, /"allowLoss" must be an array of texts$/],
  [{ lock: { wait: "1s" } }, /options of migrate\(\{ lock \}\) .*"wait" must be a number/],
  [{ lock: { wiat: 1 } }, /there is no option "wiat"$/],
];

Deno.test("migrate() refuses options that it cannot use, each in words", async () => {
  for (const [options, words] of wrong) await refused({ ...good, ...options }, words);
  await refused(undefined, /it takes one object of options$/);
  await refused([], /it takes one object of options$/);
});

Deno.test("testDatabase() says what its caller can do, not which flag a command has", async () => {
  const folder = Deno.makeTempDirSync({ prefix: "retort_" });
  const config = `${folder}/retort.ini`;
  await assert.rejects(() => testDatabase({ config }), {
    code: "config/missing",
    hint: "run it in the folder of the project, or name the file: testDatabase({ config }); " +
      "with testDatabase({ revisions, dialect, url }) no project is needed",
  });
  Deno.writeTextFileSync(config, `[retort]\nscript_location = ${folder}\n`);
  Deno.writeTextFileSync(`${folder}/env.ts`, "export default {};");
  await assert.rejects(() => testDatabase({ config, name: "other" }), {
    code: "config/no-section",
    hint: 'testDatabase({ name }) chooses a section; there is "retort"',
  });
  await assert.rejects(() => testDatabase({ config }), {
    code: "database/no-url",
    hint: `set url in ${config}, or RETORT_TEST_URL, or name one: testDatabase({ url })`,
  });
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("migrate() guesses what was meant by an option that it does not have", async () => {
  const options = { ...good, tagret: "head" };
  const shown = { message: /no option "tagret"/, hint: 'did you mean "target"?' };
  await assert.rejects(migrate(options), shown);
});

Deno.test("migrate() takes every option that it has", async () => {
  const { steps } = await migrate({
    ...good,
    url: secret(good.url),
    target: "head",
    transactionMode: "all",
    allowLoss: ["users"],
    keep: false,
    versionTable: "versions",
    x: { a: "b" },
    commit: "c",
    lock: { mode: "session", wait: 1, ttl: 1000, holder: "me" },
    lockTimeout: 0,
    lockTries: 1,
    recordSchema: false,
    plugins: [],
    listener: () => {},
    signal: new AbortController().signal,
  });
  assert.deepEqual(steps, []);
});

Deno.test("migrate() refuses a connection of another dialect, and names both", async () => {
  const db = new DatabaseSync(":memory:");
  const connection = fromSqlite(db);
  const dialect = { ...sqlite, name: "postgres" };
  const words = /"dialect" is postgres, and "connection" is one of sqlite$/;
  await refused({ connection, dialect, revisions: [] }, words);
  const lent = await connection.lend();
  await refused({ connection: lent, dialect, revisions: [] }, words);
  await lent.close();
  assert.deepEqual(db.prepare("SELECT name FROM sqlite_schema").all(), []);
  db.close();
});

Deno.test("testDatabase() refuses options that it cannot use, in words for a function", async () => {
  const common = { dialect: sqlite, url: "sqlite:app.db", revisions: [] };
  const cases: readonly (readonly [options: object, words: RegExp])[] = [
    [{ url: "zz" }, /"url" must begin with "sqlite:" for the dialect sqlite$/],
    [{ url: undefined }, /of testDatabase\(\) .* with "revisions", "url" must be given too$/],
    [{ dialect: undefined }, /with "revisions", "dialect" must be given too$/],
    [{ revisions: {} }, /"revisions" must be an array/],
    [{ foldr: "x" }, /there is no option "foldr"$/],
  ];
  for (const [options, message] of cases) {
    const error = await testDatabase({ ...common, ...options }).then(String, (thrown) => thrown);
    assert.match(error.message, message);
    assert.equal(error.code, "config/bad-option");
    assert.doesNotMatch(error.hint, /--help/);
  }
});

Deno.test("the conformance suite refuses options that it cannot use", async () => {
  const fresh = () => Promise.reject(new Error("never made"));
  const good = { dialect: sqlite, fresh };
  const cases: readonly (readonly [options: object, words: RegExp])[] = [
    [{ dialect: undefined }, /"dialect" is missing: a dialect/],
    [{ fresh: undefined }, /"fresh" is missing: a function that makes an empty database/],
    [{ skip: { lokc: "long" } }, /"skip" names no test and no group: "lokc"$/],
    [{ seed: [1] }, /there is no option "seed"$/],
  ];
  for (const [options, message] of cases) {
    const shown = { code: "config/bad-option", message };
    await assert.rejects(runConformance({ ...good, ...options }), shown);
    assert.throws(() => conformance({ ...good, ...options }), shown);
  }
  const guess = { hint: 'did you mean "lock"?' };
  assert.throws(() => conformance({ ...good, skip: { locks: "long" } }), guess);
});
