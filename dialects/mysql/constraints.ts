/**
 * Constraints, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { tableOfOp, unsupported, words } from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import {
  type AddConstraint,
  type ConstraintKind,
  type DropConstraint,
  findConstraint,
  findTable,
  type TableConstraint,
} from "@retort/core/ops";
import type { Check, Deferral, ForeignKey, Table } from "@retort/core/schema";
import { columnCheck } from "./column_checks.ts";
import { columnDefinition } from "./column_text.ts";
import { checkedOptions, isMariaDb, own, productOf } from "./flavour.ts";
import { checkKey, lengthText } from "./key_columns.ts";
import { dropForeignKeys, keepCovered } from "./keys.ts";
import { knownTable } from "./known.ts";
import { writer } from "./writer.ts";

/** A constraint as it stands in CREATE TABLE and ADD. */
export function constraintDefinition(item: TableConstraint, names: readonly string[]): string {
  // The server calls every primary key PRIMARY, whatever it is told.
  const named = item.name !== undefined && item.name !== "PRIMARY";
  return words(named && `CONSTRAINT ${writer.name(item.name ?? "")}`, body(item, names));
}

function body(item: TableConstraint, names: readonly string[]): string {
  switch (item.kind) {
    case "primaryKey":
      return `PRIMARY KEY (${keyColumns(item, names)})`;
    case "unique":
      refuseDeferral(item, names);
      return `UNIQUE (${keyColumns(item, names)})`;
    case "foreignKey":
      return `FOREIGN KEY (${writer.names(item.columns)}) ${referencesClause(item, names)}`;
    case "check":
      return words(
        `CHECK (${writer.text(item.expression)})`,
        !isEnforced(item, names) && "NOT ENFORCED",
      );
    case "exclude":
      return refuseExclusion(names);
  }
}

function isEnforced(check: Check, names: readonly string[]): boolean {
  if (own(check, names)["enforced"] !== false) return true;
  if (!isMariaDb(names)) return false;
  return unsupported("mariadb", "keep a check without looking at rows", "leave the check away");
}

function refuseExclusion(names: readonly string[]): never {
  return unsupported(productOf(names), "keep an exclusion constraint", "check it in a trigger");
}

/** The columns of a key, with the length of their beginning that is in it. */
function keyColumns(
  item: Extract<TableConstraint, { readonly kind: "primaryKey" | "unique" }>,
  names: readonly string[],
): string {
  const what = `the key over ${item.columns.join(", ")}`;
  const { length } = checkedOptions(item, ["length"], { names, what });
  return item.columns.map((column) => writer.name(column) + lengthText(length, column)).join(", ");
}

function referencesClause(item: ForeignKey, names: readonly string[]): string {
  refuseDeferral(item, names);
  const product = productOf(names);
  if (item.match !== undefined && item.match !== "simple") {
    unsupported(
      product,
      `match foreign keys by MATCH ${item.match.toUpperCase()}`,
      "leave match away",
    );
  }
  const { onDelete, onUpdate } = item;
  if (onDelete === "set default" || onUpdate === "set default") {
    unsupported(
      product,
      "set a foreign key to its default",
      'use "set null", "cascade" or "restrict"',
    );
  }
  const { table, schema, columns } = item.references;
  const target = writer.table(schema === undefined ? { name: table } : { name: table, schema });
  return words(
    `REFERENCES ${target}`,
    columns.length > 0 && `(${writer.names(columns)})`,
    onDelete !== undefined && `ON DELETE ${onDelete.toUpperCase()}`,
    onUpdate !== undefined && `ON UPDATE ${onUpdate.toUpperCase()}`,
  );
}

/** NOT DEFERRABLE is what they all are; anything else can't be had. */
function refuseDeferral(item: Deferral, names: readonly string[]): void {
  if (item.deferrable !== true && item.initially !== "deferred") return;
  const what = "check a constraint at the end of the transaction";
  unsupported(productOf(names), what, "leave deferrable and initially away");
}

/** The renderers of the ops on constraints. */
export const constraintOps: Pick<RenderTable, "addConstraint" | "dropConstraint"> = {
  addConstraint: (op, cx) => [addConstraint(op, cx)],
  dropConstraint(op, cx): readonly Statement[] {
    const items = dropItems(op, cx);
    if (items.length === 0) return [];
    const sql = `ALTER TABLE ${writer.table(tableOfOp(op))} ${items.join(", ")}`;
    return [{ sql, cost: "catalog" }];
  },
};

function addConstraint(op: AddConstraint, cx: RenderContext): Statement {
  checkKey(findTable(cx.before, tableOfOp(op)), op.constraint, cx.names);
  const definition = constraintDefinition(op.constraint, cx.names);
  return { sql: `ALTER TABLE ${writer.table(tableOfOp(op))} ADD ${definition}`, cost: "scan" };
}

function dropItems(op: DropConstraint, cx: RenderContext): readonly string[] {
  const { names } = cx;
  const table = findTable(cx.before, tableOfOp(op));
  const kind = kindOf(op, table);
  let exists = "";
  if (op.ifExists) {
    if (isMariaDb(names) && kind !== "primaryKey") exists = "IF EXISTS ";
    else {
      const known = knownTable(op, cx, `drop constraint "${op.name}" if it exists`);
      if (!isThere(known, op.name, kind)) return [];
    }
  }
  const name = `${exists}${writer.name(op.name)}`;
  switch (kind) {
    case "primaryKey":
      return ["DROP PRIMARY KEY", ...kept(table, withoutKey, names)];
    case "unique":
      return [
        `DROP INDEX ${name}`,
        ...kept(table, (before) => ({
          ...before,
          uniques: before.uniques.filter((item) => item.name !== op.name),
          indexes: before.indexes.filter((item) => item.name !== op.name),
        }), names),
      ];
    case "foreignKey": {
      const keys = table?.foreignKeys.filter((item) => item.name === op.name) ?? [];
      if (!table || keys.length === 0) return [`DROP FOREIGN KEY ${name}`];
      const [, ...indexes] = dropForeignKeys(table, keys, names);
      return [`DROP FOREIGN KEY ${name}`, ...indexes];
    }
    case "check":
      return [dropColumnCheck(op.name, table, names) ?? dropCheck(name, names)];
    case "exclude":
      return refuseExclusion(names);
    case undefined:
      return [`DROP CONSTRAINT ${name}`];
  }
}

function dropCheck(name: string, names: readonly string[]): string {
  return `DROP ${isMariaDb(names) ? "CONSTRAINT" : "CHECK"} ${name}`;
}

/** The check of a column goes when the column is defined without it. */
function dropColumnCheck(
  name: string,
  table: Table | undefined,
  names: readonly string[],
): string | undefined {
  const column = table?.columns.find((item) => item.name === name);
  if (!column || columnCheck(table, name, names) === "") return undefined;
  return `MODIFY ${columnDefinition(column, { names, sayNull: true })}`;
}

function kindOf(op: DropConstraint, table: Table | undefined): ConstraintKind | undefined {
  if (op.type !== undefined) return op.type;
  if (op.name === "PRIMARY") return "primaryKey";
  return table && findConstraint(table, op.name)?.kind;
}

function isThere(table: Table, name: string, kind: ConstraintKind | undefined): boolean {
  if (kind === "primaryKey") return table.primaryKey !== undefined;
  if (findConstraint(table, name)) return true;
  return kind === "unique" && table.indexes.some((item) => item.unique && item.name === name);
}

function kept(
  table: Table | undefined,
  without: (table: Table) => Table,
  names: readonly string[],
): readonly string[] {
  return table ? keepCovered({ before: table, after: without(table) }, names) : [];
}

function withoutKey({ primaryKey: _key, ...rest }: Table): Table {
  return rest;
}
