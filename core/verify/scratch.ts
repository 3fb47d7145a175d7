/**
 * The scratch database of a verification: empty whenever that is asked for.
 *
 * @module
 */
import { type Dialect, renderOp, type ScratchDatabase } from "../dialect/mod.ts";
import { contextFor, diffSchemas } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import { namesOf } from "../run/version.ts";
import {
  displayName,
  emptySchema,
  objectMaps,
  type Schema,
  type TableName,
} from "../schema/mod.ts";

/** How a scratch database is opened. */
export interface ScratchOptions {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The name of the version table. */
  readonly versionTable: string;
  /** Opens the database, or makes another one. */
  readonly open: () => Promise<ScratchDatabase>;
  /** Whether it is one that the user named: it must be empty, and is emptied object by object. */
  readonly given: boolean;
}

/** A scratch database. */
export class Scratch {
  readonly #options: ScratchOptions;
  #database: ScratchDatabase;

  private constructor(options: ScratchOptions, database: ScratchDatabase) {
    this.#options = options;
    this.#database = database;
  }

  /**
   * Opens one.
   *
   * @throws {RetortError} `verify/scratch-not-empty` for a database of the user that holds something.
   */
  static async open(options: ScratchOptions): Promise<Scratch> {
    const scratch = new Scratch(options, await options.open());
    if (!options.given) return scratch;
    try {
      const objects = await objectsOf(scratch.session);
      if (objects.length === 0) return scratch;
      const { target } = scratch.session.db.server;
      throw new RetortError("verify/scratch-not-empty", { target, objects });
    } catch (error) {
      await scratch.close();
      throw error;
    }
  }

  /** A session on it. */
  get session(): Session {
    const { dialect, versionTable } = this.#options;
    return { dialect, db: this.#database.db, tables: bookkeepingOf({ versionTable }) };
  }

  /** Makes it empty again. */
  async renew(): Promise<void> {
    if (this.#options.given) return await emptied(this.session);
    await this.#database.dispose();
    this.#database = await this.#options.open();
  }

  /** Leaves it: one of the user empty, as it was, another one not at all. */
  async finish(): Promise<void> {
    try {
      if (this.#options.given) await emptied(this.session);
    } finally {
      await this.close();
    }
  }

  /** Closes it. */
  async close(): Promise<void> {
    await this.#database.dispose();
  }
}

async function everything(session: Session): Promise<Schema> {
  const { dialect } = session;
  const found = await inspectLive(session, dialect.can.schemas ? { schemas: "all" } : {});
  return dialect.normalize(found, namesOf(session));
}

/** What a database holds, in words. */
async function objectsOf(session: Session): Promise<readonly string[]> {
  const schema = await everything(session);
  return [
    ...Array.from(schema.tables.values(), displayName),
    ...objectMaps.filter((map) => map !== "extensions" && map !== "schemas")
      .flatMap((map) => {
        const items: ReadonlyMap<string, TableName> = schema[map] ?? new Map();
        return Array.from(items.values(), displayName);
      }),
  ];
}

/** Drops what this verification made: the database was empty before it. */
async function emptied(session: Session): Promise<void> {
  let left = Infinity;
  for (;;) {
    const failures = await dropAll(session);
    const objects = await objectsOf(session);
    if (objects.length === 0) return;
    if (objects.length >= left || failures.length === 0) {
      if (failures.length > 0) throw failures[0];
      const { target } = session.db.server;
      throw new RetortError("verify/scratch-left", { target, objects });
    }
    left = objects.length;
  }
}

/**
 * Drops all that can be dropped; gives what failed. A plugin may know an object that the dialect knows
 * as well, such as a trigger: who comes second finds it gone.
 */
async function dropAll(session: Session): Promise<readonly unknown[]> {
  const { dialect, db } = session;
  const schema = await everything(session);
  const { ops } = diffSchemas(schema, emptySchema, contextFor(dialect));
  const cx = { before: schema, names: namesOf(session), offline: false };
  const failures: unknown[] = [];
  for (const op of ops) {
    try {
      for (const statement of renderOp(dialect, op, cx)) await db.execute(statement);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}
