/**
 * `ensure-version`.
 *
 * @module
 */
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { bookkeepingScript } from "../plan/script.ts";
import { ensureTables } from "../run/version.ts";
import { displayName } from "../schema/mod.ts";
import type { ScriptReport } from "./script.ts";
import { type Project, targetOf } from "./project.ts";
import { withSession } from "./session.ts";

/** The version table, which is there now. */
export interface EnsureVersionReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The name of the version table. */
  readonly table: string;
}

/** Makes the tables that retort keeps, where they are missing; the database too. */
export async function ensureVersion(project: Project): Promise<EnsureVersionReport> {
  return await withSession(project, async (session) => {
    await ensureTables(session);
    return {
      target: session.db.server.target,
      table: displayName(session.tables.version),
    };
  });
}

/** Writes the SQL that makes these tables; no database is opened. */
export async function ensureVersionSql(project: Project): Promise<ScriptReport> {
  const tables = bookkeepingOf(project.settings);
  return { script: bookkeepingScript({ ...await targetOf(project), tables }) };
}
