/**
 * Sequences, where Oracle differs from standard SQL.
 *
 * @module
 */
import { type SequenceOps, sequenceOptions, unsupported, words } from "@retort/ansi";
import type { SequenceChanges } from "@retort/core/ops";
import type { TableName } from "@retort/core/schema";
import { errorNumbers, parts, unlessError } from "./parts.ts";
import { writer } from "./writer.ts";

/** The number of the error that means that there is no such sequence. */
const missing = [2289];

/** The renderers of the ops on sequences. */
export const sequenceOps: SequenceOps = {
  createSequence({ sequence, ifNotExists }) {
    const sql = words(`CREATE SEQUENCE ${writer.table(sequence)}`, optionsText(sequence, sequence));
    const statement = { sql, cost: "catalog" } as const;
    return [ifNotExists ? unlessError(statement, errorNumbers.taken) : statement];
  },
  alterSequence(op) {
    const { set, restart } = op;
    if (set.start !== undefined) {
      const what = `change the start of sequence "${op.name}"`;
      unsupported("oracle", what, "drop the sequence and create it anew, or restart it");
    }
    const again = typeof restart === "boolean" || restart === undefined
      ? restart && "RESTART"
      : `RESTART START WITH ${writer.literal(restart)}`;
    const start = `ALTER SEQUENCE ${writer.table(op)}`;
    return [{ sql: words(start, optionsText(op, set), again), cost: "catalog" }];
  },
  dropSequence(op) {
    const statement = { sql: `DROP SEQUENCE ${writer.table(op)}`, cost: "catalog" } as const;
    return [op.ifExists ? unlessError(statement, missing) : statement];
  },
};

/** The options; Oracle writes its negations as one word, and caches no single number. */
function optionsText(name: TableName, { type, ownedBy, ...rest }: SequenceChanges): string {
  if (type !== undefined) {
    const what = `give sequence "${name.name}" a type`;
    unsupported("oracle", what, "leave type away, or say maxValue");
  }
  if (ownedBy !== undefined && ownedBy !== null) {
    const what = `drop sequence "${name.name}" with a column`;
    unsupported("oracle", what, "leave ownedBy away, and drop the sequence by op.dropSequence");
  }
  return sequenceOptions(parts, rest, name.schema)
    .replace(/\bNO (?=MINVALUE|MAXVALUE|CYCLE)/g, "NO")
    .replace(/\bCACHE [01]\b/, "NOCACHE");
}
