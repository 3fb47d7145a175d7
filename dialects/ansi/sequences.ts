/**
 * Sequences in standard SQL.
 *
 * @module
 */
import type { RenderTable } from "@retort/core/dialect";
import { type CoreOp, type OpOf, type SequenceChanges, spec } from "@retort/core/ops";
import type { TableName, WholeNumber } from "@retort/core/schema";
import { type Parts, unsupported, words } from "./parts.ts";

/** The ops on sequences. */
export type SequenceOps = Pick<RenderTable, "createSequence" | "alterSequence" | "dropSequence">;

/** The options of a sequence as CREATE and ALTER SEQUENCE take them; `null` goes back to the default. */
export function sequenceOptions(
  parts: Parts,
  sequence: SequenceChanges,
  schema: string | undefined,
): string {
  const { writer } = parts;
  const number = (
    word: string,
    value: WholeNumber | null | undefined,
    none: string,
  ): string | undefined => {
    if (value === undefined) return undefined;
    return value === null ? none : `${word} ${writer.literal(value)}`;
  };
  const { cycle, ownedBy } = sequence;
  return words(
    sequence.type !== undefined && `AS ${sequence.type}`,
    number("INCREMENT BY", sequence.increment, "INCREMENT BY 1"),
    number("MINVALUE", sequence.minValue, "NO MINVALUE"),
    number("MAXVALUE", sequence.maxValue, "NO MAXVALUE"),
    number("START WITH", sequence.start, "START WITH 1"),
    number("CACHE", sequence.cache, "CACHE 1"),
    cycle !== undefined && (cycle ? "CYCLE" : "NO CYCLE"),
    ownedBy !== undefined && `OWNED BY ${owner(parts, ownedBy, schema)}`,
  );
}

function owner(
  { writer }: Parts,
  column: { readonly table: string; readonly column: string } | null,
  schema: string | undefined,
): string {
  if (column === null) return "NONE";
  const { table: name } = column;
  const table: TableName = schema === undefined ? { name } : { name, schema };
  return `${writer.table(table)}.${writer.name(column.column)}`;
}

/** Refuses the ops on sequences, saying what to do instead. */
export function noSequences(parts: Parts, instead: string): SequenceOps {
  const refuse = (op: OpOf<keyof SequenceOps & CoreOp["kind"]>): never =>
    unsupported(parts.dialect, spec(op).describe(op), instead);
  return { createSequence: refuse, alterSequence: refuse, dropSequence: refuse };
}

/** Renderers of the ops on sequences. */
export function sequenceOps(parts: Parts): SequenceOps {
  const { writer } = parts;
  return {
    createSequence({ sequence, ifNotExists }) {
      const exists = ifNotExists ? "IF NOT EXISTS " : "";
      const options = sequenceOptions(parts, sequence, sequence.schema);
      const start = `CREATE SEQUENCE ${exists}${writer.table(sequence)}`;
      return [{ sql: words(start, options), cost: "catalog" }];
    },
    alterSequence(op) {
      const { set, restart, schema } = op;
      const again = restart === undefined
        ? ""
        : restart === true
        ? "RESTART"
        : `RESTART WITH ${writer.literal(restart)}`;
      const start = `ALTER SEQUENCE ${writer.table(op)}`;
      return [{ sql: words(start, sequenceOptions(parts, set, schema), again), cost: "catalog" }];
    },
    dropSequence(op) {
      const exists = op.ifExists ? "IF EXISTS " : "";
      return [{ sql: `DROP SEQUENCE ${exists}${writer.table(op)}`, cost: "catalog" }];
    },
  };
}
