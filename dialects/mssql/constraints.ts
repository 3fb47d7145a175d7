/**
 * Constraints, where SQL Server differs from standard SQL.
 *
 * @module
 */
import {
  constraintDefinition as standardDefinition,
  constraintOps as standard,
  tableOfOp,
  unsupported,
  words,
} from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { TableConstraint } from "@retort/core/ops";
import {
  compact,
  type ConstraintData,
  type Deferral,
  type ForeignKey,
  type ReferentialAction,
  type TableName,
} from "@retort/core/schema";
import { indexStatement } from "./indexes.ts";
import { checkedOptions, clusteredText, parts } from "./parts.ts";
import { writer } from "./writer.ts";

/** A constraint as it stands in CREATE TABLE and ADD. */
export function constraintDefinition(item: TableConstraint): string {
  const title = item.name === undefined ? "a constraint" : `constraint "${item.name}"`;
  if (item.kind === "exclude") return standardDefinition(parts, item);
  if (item.kind === "primaryKey" || item.kind === "unique") {
    if (item.kind === "unique") notDeferred(item, title);
    return words(
      item.name !== undefined && `CONSTRAINT ${writer.name(item.name)}`,
      item.kind === "unique" ? "UNIQUE" : "PRIMARY KEY",
      clusteredText(item.options, ["clustered"], title),
      `(${writer.names(item.columns)})`,
    );
  }
  checkedOptions(item.options, [], title);
  if (item.kind === "check") return standardDefinition(parts, item);
  notDeferred(item, title);
  return standardDefinition(parts, { kind: "foreignKey", ...known(item, title) });
}

/** Every check is made at once here, so only that can be asked for. */
function notDeferred(item: Deferral, title: string): void {
  if (!item.deferrable && item.initially !== "deferred") return;
  unsupported("mssql", `defer ${title}`, "leave deferrable and initially away");
}

function known(item: ForeignKey, title: string): ForeignKey {
  const { name, columns, references, onDelete, onUpdate, match } = item;
  if (match !== undefined && match !== "simple") {
    unsupported("mssql", `match ${match} for ${title}`, "leave match away");
  }
  return compact({
    name,
    columns,
    references,
    onDelete: action(onDelete),
    onUpdate: action(onUpdate),
  }) as ForeignKey;
}

/** RESTRICT is no word here; NO ACTION, which is checked at once, is the same. */
function action(value: ReferentialAction | undefined): ReferentialAction | undefined {
  return value === "restrict" ? "no action" : value;
}

/** `ALTER TABLE … ADD …`, or CREATE INDEX for an index that came with a column. */
export function addConstraintSql(table: TableName, item: ConstraintData): Statement {
  if (item.kind === "index") {
    const { kind: _kind, name = "", ...rest } = item;
    return indexStatement(table, { ...rest, name });
  }
  const sql = `ALTER TABLE ${writer.table(table)} ADD ${constraintDefinition(item)}`;
  return { sql, cost: "scan" };
}

/** The renderers of the ops on constraints. */
export const constraintOps: Pick<RenderTable, "addConstraint" | "dropConstraint"> = {
  ...standard(parts),
  addConstraint: (op) => [addConstraintSql(tableOfOp(op), op.constraint)],
};
