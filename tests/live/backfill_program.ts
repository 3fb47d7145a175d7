/**
 * A process that runs a backfill, for tests that kill it. It says after each batch how many rows are
 * behind it.
 *
 * Its arguments: the dialect, the URL, and how many rows a batch has.
 *
 * @module
 */
import { migrate } from "@retort/core";
import type { Dialect } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { itemRevisions } from "./backfills.ts";

const [name = "", url = "", batch = ""] = Deno.args;
const dialects: Readonly<Record<string, Dialect>> = { mysql, postgres, sqlite };
const dialect = dialects[name];
if (!dialect) throw new Error(name);

try {
  const report = await migrate({
    dialect,
    url,
    revisions: itemRevisions(Number(batch)),
    lock: { ttl: 1500, wait: 120_000 },
    listener(event) {
      if (event.kind === "backfill-progress") console.log(`rows ${event.rows}`);
    },
  });
  console.log(`at ${report.to.join()}`);
} catch (error) {
  if (!isRetortError(error)) throw error;
  console.log(`${error.code}: ${error.message}`);
  Deno.exit(error.exit);
}
