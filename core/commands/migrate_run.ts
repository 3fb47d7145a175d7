/**
 * What `migrate()` does; loaded when it is called.
 *
 * @module
 */
import { reveal, type Secret } from "../secret.ts";
import type { Connection, Dialect } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { upgradePath } from "../graph/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { type RevisionSet, revisionsOf } from "../plan/revisions.ts";
import type { Listener } from "../run/events.ts";
import type { LossPolicy } from "../run/loss.ts";
import type { Recorder } from "../run/recording.ts";
import { readVersions, type Session } from "../run/standing.ts";
import { runPath } from "../run/runner.ts";
import { suspectsOf } from "../run/suspects.ts";
import { checkPlugins } from "../plugin/combine.ts";
import { hooksOf } from "../run/hooks.ts";
import { plugDialect } from "../plugin/dialect.ts";
import { compact } from "../schema/mod.ts";
import { version } from "../version.ts";
import type { MigrateOptions, MigrateReport } from "./migrate.ts";
import { checkConnection, checkMigrate } from "./migrate_options.ts";
import { againOf, isPast } from "./past.ts";
import { recordSchema } from "./record.ts";

/** Upgrades a database from imported revision modules. */
export async function runMigrate(options: MigrateOptions): Promise<MigrateReport> {
  checkMigrate(options);
  const { connection, url, target = "head", listener, plugins = [] } = options;
  const dialect = plugDialect(options.dialect, checkPlugins(plugins));
  const set = await setOf(options);
  const { db, release } = await opened(options);
  try {
    const { versionTable = "retort_version", versionSchema } = options;
    const tables = bookkeepingOf({ versionTable, ...compact({ versionSchema }) });
    const session = { dialect, db, tables };
    const rows = await readVersions(session);
    await refuseEdits(session, set, { rows, listener });
    const path = upgradePath(set.graph, target, rows);
    const another = connection === undefined ? () => open(dialect, url) : undefined;
    const told = { x: options.x ?? {}, ...compact({ database: options.database }) };
    const basis = { set, told, environment: {}, now: () => new Date() };
    const record: Recorder = (held, done) => recordSchema(held, basis, done);
    const ran = await runPath(session, set, {
      path,
      again: againOf(target, (found) => upgradePath(set.graph, target, found)),
      lock: { ...options.lock, another },
      waits: { timeout: options.lockTimeout, tries: options.lockTries },
      ...told,
      transactionMode: options.transactionMode,
      losses: lossesOf(options),
      now: () => new Date(),
      tool: version,
      who: options.lock?.holder,
      commit: options.commit,
      signal: options.signal,
      hooks: hooksOf(plugins),
      ...compact({ record: options.recordSchema === false ? undefined : record, listener }),
    });
    const past = path.length === 0 && isPast(set.graph, target, rows);
    const report = path.length === 0 ? { from: rows, to: rows, steps: [] } : ran;
    return { target: db.server.target, ...report, ...(past ? { past } : {}) };
  } finally {
    await release();
  }
}

/** The revisions; for a database that none of them names, all would be written down, and nothing done. */
async function setOf({ revisions, database }: MigrateOptions): Promise<RevisionSet> {
  const set = revisionsOf(revisions);
  if (database === undefined) return set;
  const modules = await set.load(set.graph.nodes.map(({ revision }) => revision.id));
  const lists = modules.map(({ upgrade = {} }) => upgrade);
  const databases = new Set(lists.flatMap((list) => Object.keys(list)));
  const all = lists.some((list) => typeof list === "function" || Array.isArray(list));
  if (all || lists.length === 0 || databases.has(database)) return set;
  throw new RetortError("source/no-database", { database, databases: [...databases] });
}

/** Of a bundle it is known whether revisions were edited since they were applied. */
async function refuseEdits(
  session: Session,
  set: RevisionSet,
  { rows, listener }: {
    readonly rows: readonly string[];
    readonly listener: Listener | undefined;
  },
): Promise<void> {
  if (set.graph.nodes.every(({ revision }) => set.mark?.(revision.id) === undefined)) return;
  const suspects = await suspectsOf(session, set, rows);
  if (suspects.length === 0) return;
  const { editsOf, refuseEdited } = await import("../run/edited.ts");
  const found = await editsOf(session, set, suspects);
  refuseEdited(found);
  if (found.code.length > 0) listener?.({ kind: "code-edited", revisions: found.code });
}

/** A client that nobody has wrapped. */
const bare = {
  target: "the connection that was given",
  problem: "it is a client of a driver",
  given: "it as fromSqlite(…), fromPostgres(…) or fromMysql(…)",
};

const noDatabase = {
  call: "migrate()",
  option: "url",
  problem: '"url" is missing, or "connection" in its place',
  similar: [],
};

/** The connection to work on, and how it is left. */
async function opened(
  { dialect, connection, url }: MigrateOptions,
): Promise<{ readonly db: Connection; readonly release: () => Promise<void> }> {
  if (connection !== undefined && !("lend" in connection)) {
    if (!("server" in connection)) throw new RetortError("database/cannot-open", bare);
    checkConnection(connection, dialect);
    return { db: connection, release: () => Promise.resolve() };
  }
  const db = connection ? await connection.lend() : await open(dialect, url);
  const release = (): Promise<void> => db.close();
  if (connection) await checkLent(db, dialect, release);
  return { db, release };
}

/** What was lent goes back where it is of another dialect. */
async function checkLent(
  db: Connection,
  dialect: Dialect,
  release: () => Promise<void>,
): Promise<void> {
  try {
    checkConnection(db, dialect);
  } catch (error) {
    await release();
    throw error;
  }
}

function lossesOf({ allowLoss = [], keep = false }: MigrateOptions): LossPolicy {
  return {
    allow: allowLoss,
    otherwise: "refuse",
    allowWith: (objects) => `migrate({ allowLoss: ${JSON.stringify(objects)} })`,
    keepWith: "keep: true",
    written: true,
    keep,
  };
}

async function open(dialect: Dialect, url: Secret | string | undefined): Promise<Connection> {
  if (url === undefined) throw new RetortError("config/bad-option", noDatabase);
  if (!dialect.connect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  return await dialect.connect(reveal(url));
}
