/**
 * What `migrate()` does; loaded when it is called.
 *
 * @module
 */
import { reveal, type Secret } from "../secret.ts";
import type { Connection, Dialect } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { upgradePath } from "../graph/mod.ts";
import { bookkeepingOf, revisionsOf } from "../plan/mod.ts";
import { type LossPolicy, readVersions, type Recorder, runPath } from "../run/mod.ts";
import { checkPlugins } from "../plugin/combine.ts";
import { hooksOf } from "../run/hooks.ts";
import { plugDialect } from "../plugin/dialect.ts";
import { compact } from "../schema/mod.ts";
import { version } from "../version.ts";
import type { MigrateOptions, MigrateReport } from "./migrate.ts";
import { againOf, isPast } from "./past.ts";
import { recordSchema } from "./record.ts";

/** Upgrades a database from imported revision modules. */
export async function runMigrate(options: MigrateOptions): Promise<MigrateReport> {
  const { connection, url, target = "head", listener, plugins = [] } = options;
  const dialect = plugDialect(options.dialect, checkPlugins(plugins));
  const set = revisionsOf(options.revisions);
  const { db, release } = await session(options);
  try {
    const { versionTable = "retort_version", versionSchema } = options;
    const tables = bookkeepingOf(
      versionSchema === undefined ? { versionTable } : { versionTable, versionSchema },
    );
    const session = { dialect, db, tables };
    const rows = await readVersions(session);
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

/** The connection to work on, and how it is left. */
async function session(
  { dialect, connection, url }: MigrateOptions,
): Promise<{ readonly db: Connection; readonly release: () => Promise<void> }> {
  if (connection !== undefined && !("lend" in connection)) {
    return { db: connection, release: () => Promise.resolve() };
  }
  const db = connection ? await connection.lend() : await open(dialect, url);
  return { db, release: () => db.close() };
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
  if (url === undefined) throw new RetortError("database/no-url", { config: "migrate({ url })" });
  if (!dialect.connect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  return await dialect.connect(reveal(url));
}
