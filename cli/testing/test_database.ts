/**
 * A migrated database for one test.
 *
 * @module
 */
import type { Connection, Dialect } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { type Ground, type Held, openGround, tryLock } from "./ground.ts";
import { checkTestDatabase, isMissing, type Source, sourceOf } from "./source.ts";
import { copyName, ensureTemplate, withServer } from "./template.ts";

/** Which revisions a test database has, and where it is made. */
export interface TestDatabaseOptions {
  /** The config file of the project: `./retort.ini` unless told. */
  readonly config?: string;
  /** Its section. */
  readonly name?: string;
  /**
   * The database that it is made beside: `$RETORT_TEST_URL`, then the project's own, unless told. That
   * one is not changed. On SQLite only the scheme of it counts.
   */
  readonly url?: string;
  /** How far it is migrated: `head` unless told. */
  readonly target?: string;
  /** What revisions are told as `cx.x`. */
  readonly x?: Readonly<Record<string, string>>;
  /** Imported revisions, as `migrate()` takes them, instead of a project; then with `dialect` and `url`. */
  readonly revisions?: readonly unknown[];
  /** The dialect of imported revisions. */
  readonly dialect?: Dialect;
  /** Anything that makes another template though the revisions are the same. */
  readonly key?: string;
  /** The folder for templates and locks, and on SQLite for the databases: a temporary one unless told. */
  readonly folder?: string;
}

/** A database that is gone at the end of the test: `await using`. */
export interface TestDatabase extends AsyncDisposable {
  /** Its URL. */
  readonly url: string;
  /** Its name; on SQLite that of the file. */
  readonly name: string;
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Opens a connection of retort to it, which is closed with it. */
  connect(): Promise<Connection>;
}

/** A database as the options ask for: each has a template. */
interface Prepared {
  readonly source: Source;
  readonly ground: Ground;
  readonly template: string;
}

/** A project is read once for a process; tests that change revisions name another `key`. */
const prepared = new Map<string, Promise<Prepared>>();

/** So many are made or dropped at once by a process; more would take their turns at the server. */
const atOnce = 4;

/**
 * A database of its own for one test, migrated and without any other rows. The first one migrates a
 * template, which is kept for as long as the history is the same; all others are copies of it.
 *
 * ```ts
 * import { integer, op } from "@retort/core";
 * import { testDatabase } from "@retort/cli/testing";
 * import { sqlite } from "@retort/sqlite";
 *
 * const upgrade = [op.createTable("users", { id: integer().primaryKey() })];
 * const revisions = [{ revision: "a1", downRevision: null, upgrade }];
 *
 * await using database = await testDatabase({ revisions, dialect: sqlite, url: "sqlite:app.db" });
 * const db = await database.connect();
 * await db.query({ sql: "SELECT id FROM users" }); // []
 * ```
 *
 * @throws {RetortError} what `upgrade` throws; `testing/no-copies`, `testing/protected`,
 *   `config/bad-option`.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  checkTestDatabase(options);
  const { dialect, revisions = [], ...rest } = options;
  // Imported revisions are told apart by what they are, not by where they stand.
  const id = JSON.stringify([rest, dialect?.name, revisions.map(numberOf)]);
  const made = await copyOf(id, options).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    // Something else has dropped the template since.
    prepared.delete(id);
    return copyOf(id, options);
  });
  return testDatabaseOn(made);
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** The same number for the same module. */
function numberOf(module: unknown): number {
  const key = Object(module) as object;
  const found = numbers.get(key) ?? ++count;
  numbers.set(key, found);
  return found;
}

interface Made extends Prepared {
  readonly name: string;
  readonly held: Held;
  readonly url: string;
}

async function copyOf(id: string, options: TestDatabaseOptions): Promise<Made> {
  const known = prepared.get(id) ?? prepare(options);
  prepared.set(id, known);
  const { source, ground, template } = await known.catch((error: unknown) => {
    prepared.delete(id);
    throw error;
  });
  const name = copyName(ground);
  const held = tryLock(ground, name);
  if (!held) throw new Error(`the name ${name} is taken`);
  try {
    const url = await turn(() =>
      withServer(source, ground, async (server) => {
        await server.copy(template, name);
        return server.url(name);
      })
    );
    return { source, ground, template, name, held, url };
  } catch (error) {
    held.release(true);
    throw error;
  }
}

async function prepare(options: TestDatabaseOptions): Promise<Prepared> {
  const source = await sourceOf(options);
  const ground = openGround(options.folder);
  return { source, ground, template: await ensureTemplate(source, ground) };
}

function testDatabaseOn({ source, ground, name, held, url }: Made): TestDatabase {
  const { dialect } = source;
  const opened: Connection[] = [];
  let gone: Promise<void> | undefined;
  const drop = async (): Promise<void> => {
    for (const db of opened.splice(0)) await db.close();
    await turn(() => withServer(source, ground, (server) => server.drop(name)));
    held.release(true);
  };
  return {
    url,
    name,
    dialect,
    async connect(): Promise<Connection> {
      if (!dialect.connect) {
        throw new RetortError("dialect/offline-only", { dialect: dialect.name });
      }
      if (gone) {
        const problem = "the test database was dropped at the end of its block";
        throw new RetortError("database/cannot-open", { target: name, problem });
      }
      const db = await dialect.connect(url);
      opened.push(db);
      return db;
    },
    [Symbol.asyncDispose]: (): Promise<void> => gone ??= drop(),
  };
}

let running = 0;
const waiting: (() => void)[] = [];

/** Does some work when fewer than so many others are at it. */
async function turn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
