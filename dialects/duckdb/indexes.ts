/**
 * Indexes, where DuckDB differs: they know no condition and no order.
 *
 * @module
 */
import { indexOps as standard } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { parts } from "./parts.ts";
import { refuseIndex } from "./tables.ts";

const ansi = standard(parts);

/** The renderers of the ops on indexes. */
export const indexOps: Pick<RenderTable, "createIndex" | "dropIndex"> = {
  ...ansi,
  createIndex(op, cx) {
    refuseIndex(op.index);
    return ansi.createIndex(op, cx);
  },
};
