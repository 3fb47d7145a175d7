/**
 * Sequences: MariaDB has them, MySQL has not.
 *
 * @module
 */
import { noSequences, type SequenceOps, sequenceOptions, unsupported, words } from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import type { SequenceChanges } from "@retort/core/ops";
import { isMariaDb } from "./flavour.ts";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const none: SequenceOps = noSequences(parts, "number rows by a column with .identity()");

/** The renderers of the ops on sequences. */
export const sequenceOps: SequenceOps = {
  createSequence(op, cx) {
    if (!isMariaDb(cx.names)) return none.createSequence(op, cx);
    const exists = op.ifNotExists ? "IF NOT EXISTS " : "";
    return catalog(`CREATE SEQUENCE ${exists}${writer.table(op.sequence)}`, options(op.sequence));
  },
  alterSequence(op, cx) {
    if (!isMariaDb(cx.names)) return none.alterSequence(op, cx);
    const { restart } = op;
    const again = restart === undefined
      ? ""
      : words("RESTART", restart !== true && `WITH ${writer.literal(restart)}`);
    return catalog(`ALTER SEQUENCE ${writer.table(op)}`, options(op.set), again);
  },
  dropSequence(op, cx: RenderContext) {
    if (!isMariaDb(cx.names)) return none.dropSequence(op, cx);
    return catalog(`DROP SEQUENCE ${op.ifExists ? "IF EXISTS " : ""}${writer.table(op)}`);
  },
};

function catalog(...text: readonly string[]): readonly Statement[] {
  return [{ sql: words(...text), cost: "catalog" }];
}

function options(sequence: SequenceChanges): string {
  if (sequence.type !== undefined) {
    unsupported("mariadb", "give a sequence a type", "say minValue and maxValue instead");
  }
  if (sequence.ownedBy !== undefined && sequence.ownedBy !== null) {
    unsupported("mariadb", "give a sequence an owner", "leave ownedBy away");
  }
  const { type: _type, ownedBy: _owner, cache, ...others } = sequence;
  // Without a number of its own MariaDB takes 1000 at once.
  const given = cache === undefined ? others : { ...others, cache: cache ?? 1000 };
  return sequenceOptions(parts, given, undefined).replace("NO CYCLE", "NOCYCLE");
}
