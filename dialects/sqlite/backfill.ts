/**
 * Walking through a table in batches, where SQLite differs from standard SQL.
 *
 * @module
 */
import { batchesOf } from "@retort/ansi";
import type { Batches } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/** Batches on SQLite, which keeps no number of rows, but counts them fast. */
export const batches: Batches = batchesOf({
  writer,
  page: (offset) => `LIMIT 1 OFFSET ${offset}`,
});
