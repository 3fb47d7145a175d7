/**
 * Constraints, where PostgreSQL differs.
 *
 * @module
 */
import { constraintDefinition, deferral, tableOfOp, words } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { TableConstraint } from "@retort/core/ops";
import type { ConstraintData, Json, TableName } from "@retort/core/schema";
import { indexSql } from "./indexes.ts";
import { own, parts, storageText, textOption } from "./parts.ts";
import { writer } from "./writer.ts";

/** A constraint as it stands in CREATE TABLE and ADD, with PostgreSQL's own options. */
export function constraintLine(item: TableConstraint): string {
  const options = own(item);
  const text = constraintDefinition(parts, item);
  switch (item.kind) {
    case "unique": {
      const { deferrable: _deferrable, initially: _initially, ...plain } = item;
      const start = constraintDefinition(parts, plain);
      return words(
        options["nullsNotDistinct"] === true
          ? start.replace("UNIQUE (", "UNIQUE NULLS NOT DISTINCT (")
          : start,
        indexOfKey(options),
        deferral(item),
      );
    }
    case "primaryKey":
      return words(text, indexOfKey(options), keySuffix(options));
    case "check":
      return words(text, options["noInherit"] === true && "NO INHERIT");
    default:
      return text;
  }
}

/** What else is said of the index behind a key: columns that it only holds, and where it is. */
function indexOfKey(
  { include, with: storage, tablespace }: Readonly<Record<string, Json>>,
): string {
  const space = textOption(tablespace);
  return words(
    Array.isArray(include) && `INCLUDE (${writer.names(include.map(String))})`,
    storageText(storage),
    space !== undefined && `USING INDEX TABLESPACE ${writer.name(space)}`,
  );
}

/** When a primary key is checked; the model has no words for it. */
function keySuffix({ deferrable, initially }: Readonly<Record<string, Json>>): string {
  return words(
    deferrable === true && "DEFERRABLE",
    deferrable === true && initially === "deferred" && "INITIALLY DEFERRED",
  );
}

/** `ALTER TABLE … ADD …`; NOT VALID leaves the rows that are there unchecked. */
export function addConstraint(table: TableName, item: ConstraintData): Statement {
  if (item.kind === "index") {
    const { kind: _kind, name = "", ...rest } = item;
    return indexSql(table, { index: { ...rest, name }, plain: true });
  }
  const checksRows = item.kind === "foreignKey" || item.kind === "check";
  const unchecked = checksRows && own(item)["notValid"] === true;
  const definition = words(constraintLine(item), unchecked && "NOT VALID");
  const sql = `ALTER TABLE ${writer.table(table)} ADD ${definition}`;
  return { sql, cost: unchecked ? "catalog" : "scan" };
}

/** The renderers of the ops on constraints. */
export const constraintOps: Pick<RenderTable, "addConstraint"> = {
  addConstraint: (op) => [addConstraint(tableOfOp(op), op.constraint)],
};
