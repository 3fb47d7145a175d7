/**
 * Renames among the ops of a rebuild: they are put off, and what comes after them speaks old names.
 *
 * @module
 */
import type { AddColumn, AddConstraint, AlterColumn, CreateIndex, Op } from "@retort/core/ops";
import { type ConstraintData, type Index, type Sql, sql, type Table } from "@retort/core/schema";
import { textOf } from "./dependents.ts";
import { renameInExpression } from "./expressions.ts";

/** A column's old and new name. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Ops in the old names, and the renames that follow them. */
export interface Batch {
  readonly ops: readonly Op[];
  readonly renames: readonly Rename[];
}

/** The ops in batches: one, unless a name is used again that a rename has freed. */
export function batches(ops: readonly Op[], table: Table): readonly Batch[] {
  const found: Batch[] = [];
  let collector = new Collector(table.columns.map((column) => column.name));
  for (const op of ops) {
    if (collector.take(op)) continue;
    found.push(collector.batch());
    collector = new Collector(collector.columnsAfter());
    collector.take(op);
  }
  return [...found, collector.batch()];
}

/** Gathers one batch. */
class Collector {
  readonly #columns: Set<string>;
  readonly #ops: Op[] = [];
  /** New names with the old ones. */
  readonly #renames = new Map<string, string>();

  constructor(columns: readonly string[]) {
    this.#columns = new Set(columns);
  }

  /** Takes an op; false if the batch must end before it. */
  take(op: Op): boolean {
    if (op.kind === "renameColumn") return this.#rename(op.column, op.to);
    if (op.kind === "addColumn") {
      if (this.#columns.has(op.column.name) && !op.ifNotExists) {
        return this.#renames.size === 0 && this.#push(op);
      }
      this.#columns.add(op.column.name);
    }
    if (op.kind === "alterColumn" && this.#renames.size > 0 && usesExpression(op)) return false;
    const old = withOldNames(op, this.#renames);
    if (op.kind === "dropColumn") {
      this.#columns.delete(this.#renames.get(op.column) ?? op.column);
      this.#renames.delete(op.column);
    }
    return this.#push(old);
  }

  #push(op: Op): boolean {
    this.#ops.push(op);
    return true;
  }

  #rename(column: string, to: string): boolean {
    const from = this.#renames.get(column) ?? column;
    if (to !== from && this.#columns.has(to)) return false;
    this.#renames.delete(column);
    if (to !== from) this.#renames.set(to, from);
    return true;
  }

  batch(): Batch {
    const renames = Array.from(this.#renames, ([to, from]) => ({ from, to }));
    return { ops: this.#ops, renames };
  }

  columnsAfter(): readonly string[] {
    const next = new Map(Array.from(this.#renames, ([to, from]) => [from, to]));
    return Array.from(this.#columns, (name) => next.get(name) ?? name);
  }
}

function usesExpression(op: AlterColumn): boolean {
  return op.options?.["sqlite"]?.["using"] !== undefined;
}

function withOldNames(op: Op, renames: ReadonlyMap<string, string>): Op {
  if (renames.size === 0) return op;
  const old = (name: string): string => renames.get(name) ?? name;
  const text = (expression: Sql): Sql => {
    const next = [...renames].reduce(
      (all, [to, from]) => renameInExpression(all, to, from),
      textOf(expression),
    );
    return sql.raw(next);
  };
  const names: Names = { old, text };
  switch (op.kind) {
    case "alterColumn":
    case "dropColumn":
      return { ...op, column: old(op.column) };
    case "addColumn":
      return addWithOldNames(op, names);
    case "createIndex":
      return { ...op, index: indexWithOldNames(op.index, names) } satisfies CreateIndex;
    case "addConstraint": {
      const constraint = constraintWithOldNames(op.constraint, { ...names, table: op.table });
      return { ...op, constraint: constraint as AddConstraint["constraint"] };
    }
    default:
      return op;
  }
}

interface Names {
  readonly old: (name: string) => string;
  readonly text: (expression: Sql) => Sql;
}

function addWithOldNames(op: AddColumn, names: Names): AddColumn {
  const { computed } = op.column;
  const column = computed
    ? { ...op.column, computed: { ...computed, expression: names.text(computed.expression) } }
    : op.column;
  const constraints = op.constraints?.map((item) =>
    constraintWithOldNames(item, { ...names, table: op.table })
  );
  return {
    ...op,
    column,
    ...(constraints ? { constraints } : {}),
    ...(op.before === undefined ? {} : { before: names.old(op.before) }),
    ...(op.after === undefined ? {} : { after: names.old(op.after) }),
  };
}

function constraintWithOldNames(
  item: ConstraintData,
  names: Names & { readonly table: string },
): ConstraintData {
  switch (item.kind) {
    case "check":
      return { ...item, expression: names.text(item.expression) };
    case "exclude":
      return item;
    case "index":
      return { ...item, ...indexWithOldNames({ ...item, name: item.name ?? "" }, names) };
    case "foreignKey": {
      const self = item.references.table === names.table;
      const references = self
        ? { ...item.references, columns: item.references.columns.map(names.old) }
        : item.references;
      return { ...item, columns: item.columns.map(names.old), references };
    }
    default:
      return { ...item, columns: item.columns.map(names.old) };
  }
}

function indexWithOldNames(index: Index, names: Names): Index {
  return {
    ...index,
    parts: index.parts.map((part) => ({
      ...part,
      ...(part.column === undefined ? {} : { column: names.old(part.column) }),
      ...(part.expression ? { expression: names.text(part.expression) } : {}),
    })),
    ...(index.where ? { where: names.text(index.where) } : {}),
    ...(index.include ? { include: index.include.map(names.old) } : {}),
  };
}
