/**
 * The database as the functions of revisions see it.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { RunDatabase } from "../ops/mod.ts";
import { isSql, type Sql } from "../schema/mod.ts";
import type { Session } from "./standing.ts";

/** Runs fragments only, so that placeholders are the dialect's and values are never text. */
export function runDatabase({ db, dialect }: Session): RunDatabase {
  return {
    query: async (statement) => await db.query(dialect.writer.query(checked("query", statement))),
    execute: async (statement) =>
      await db.execute(dialect.writer.query(checked("execute", statement))),
  };
}

function checked(method: string, statement: Sql): Sql {
  if (isSql(statement)) return statement;
  const problem = `db.${method} takes a fragment, sql\`…\`, not a ${typeof statement}`;
  throw new RetortError("op/bad-argument", { op: "run", problem });
}
