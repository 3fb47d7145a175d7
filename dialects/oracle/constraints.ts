/**
 * Constraints, where Oracle differs from standard SQL.
 *
 * @module
 */
import {
  constraintDefinition as standardDefinition,
  constraintOps as standard,
  tableOfOp,
  unsupported,
} from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { TableConstraint } from "@retort/core/ops";
import type { ConstraintData, ForeignKey, TableName } from "@retort/core/schema";
import { indexStatement } from "./indexes.ts";
import { checkedOptions, errorNumbers, parts, unlessError } from "./parts.ts";
import { writer } from "./writer.ts";

/** A constraint as it stands in CREATE TABLE and ADD. */
export function constraintDefinition(item: TableConstraint): string {
  const title = item.name === undefined ? "a constraint" : `constraint "${item.name}"`;
  if (item.kind === "exclude") return standardDefinition(parts, item);
  checkedOptions(item.options, [], title);
  if (item.kind !== "foreignKey") return standardDefinition(parts, item);
  return standardDefinition(parts, { kind: "foreignKey", ...known(item, title) });
}

const plainActions: readonly (string | undefined)[] = ["no action", "restrict", undefined];

/** NO ACTION is what there is where nothing is said, and has no words. */
function known(item: ForeignKey, title: string): ForeignKey {
  const { onDelete, onUpdate, match, ...rest } = item;
  if (!plainActions.includes(onUpdate)) {
    const what = `${onUpdate} on update for ${title}`;
    unsupported("oracle", what, "leave onUpdate away, or change the rows in a trigger");
  }
  if (onDelete === "set default") {
    unsupported("oracle", `set default on delete for ${title}`, "take cascade or set null");
  }
  if (match !== undefined && match !== "simple") {
    unsupported("oracle", `match ${match} for ${title}`, "leave match away");
  }
  return onDelete === undefined || plainActions.includes(onDelete) ? rest : { ...rest, onDelete };
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

const own = standard(parts);

/** The renderers of the ops on constraints. */
export const constraintOps: Pick<RenderTable, "addConstraint" | "dropConstraint"> = {
  addConstraint: (op) => [addConstraintSql(tableOfOp(op), op.constraint)],
  dropConstraint(op, cx) {
    const { ifExists, ...rest } = op;
    const statements = own.dropConstraint(rest, cx);
    if (!ifExists) return statements;
    return statements.map((statement) => unlessError(statement, errorNumbers.constraint));
  },
};
