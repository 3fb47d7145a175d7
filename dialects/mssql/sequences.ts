/**
 * Sequences, where SQL Server differs from standard SQL.
 *
 * @module
 */
import { type SequenceOps, sequenceOps as standard, unsupported } from "@retort/ansi";
import type { TableName } from "@retort/core/schema";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const own = standard(parts);

/** The renderers of the ops on sequences. */
export const sequenceOps: SequenceOps = {
  ...own,
  createSequence(op, cx) {
    notOwned(op.sequence);
    const { ifNotExists = false, ...rest } = op;
    const [statement] = own.createSequence(rest, cx);
    if (!ifNotExists || statement === undefined) return statement ? [statement] : [];
    const name = writer.literal(writer.table(op.sequence));
    const guard =
      `IF NOT EXISTS (SELECT 1 FROM sys.sequences WHERE object_id = OBJECT_ID(${name}))`;
    return [{ ...statement, sql: `${guard}\n${statement.sql}` }];
  },
  alterSequence(op, cx) {
    notOwned({ ...op, ownedBy: op.set.ownedBy });
    if (op.set.type !== undefined || op.set.start !== undefined) {
      const what = `change the type or the start of sequence "${op.name}"`;
      unsupported(
        "mssql",
        what,
        "drop the sequence and create it anew, or restart it with a number",
      );
    }
    return own.alterSequence(op, cx);
  },
};

function notOwned(sequence: TableName & { readonly ownedBy?: object | null | undefined }): void {
  if (sequence.ownedBy === undefined || sequence.ownedBy === null) return;
  const what = `drop sequence "${sequence.name}" with a column`;
  unsupported("mssql", what, "leave ownedBy away, and drop the sequence by op.dropSequence");
}
