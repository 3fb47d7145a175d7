/**
 * Rows and raw SQL, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { dataOps as standard } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import { variant } from "@retort/core/ops";
import { parts } from "./parts.ts";
import { splitStatements } from "./statements.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on rows. */
export const dataOps: ReturnType<typeof standard> = {
  ...standard(parts),
  execute: (op, cx) =>
    splitStatements(writer.text(variant(op, cx.names)))
      .map((sql): Statement => ({ sql, cost: "unknown" })),
};
