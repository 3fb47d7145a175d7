/**
 * Walking through a table in batches.
 *
 * @module
 */
import { batchesOf } from "@retort/ansi";
import type { Batches } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/** Batches on DuckDB, which counts rows fast. */
export const batches: Batches = batchesOf({
  writer,
  page: (offset) => `LIMIT 1 OFFSET ${offset}`,
});
