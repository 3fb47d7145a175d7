/**
 * The database as the functions of revisions see it.
 *
 * @module
 */
import type { RunDatabase } from "../ops/mod.ts";
import type { Session } from "./standing.ts";

/** Runs fragments only, so that placeholders are the dialect's and values are never text. */
export function runDatabase({ db, dialect }: Session): RunDatabase {
  return {
    query: (statement) => db.query(dialect.writer.query(statement)),
    execute: (statement) => db.execute(dialect.writer.query(statement)),
  };
}
