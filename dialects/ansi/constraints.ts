/**
 * Primary keys, uniques, foreign keys and checks in standard SQL.
 *
 * @module
 */
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { TableConstraint } from "@retort/core/ops";
import type {
  ConstraintData,
  Deferral,
  Exclusion,
  ForeignKey,
  TableName,
} from "@retort/core/schema";
import { indexExpression, indexStatement } from "./indexes.ts";
import { type Parts, tableOfOp, unsupported, words } from "./parts.ts";

/** A constraint as it stands in CREATE TABLE and ADD. */
export function constraintDefinition(parts: Parts, item: TableConstraint): string {
  const name = item.name !== undefined && `CONSTRAINT ${parts.writer.name(item.name)}`;
  return words(name, constraintBody(parts, item));
}

function constraintBody(parts: Parts, item: TableConstraint): string {
  const { writer } = parts;
  switch (item.kind) {
    case "primaryKey":
      return `PRIMARY KEY (${writer.names(item.columns)})`;
    case "unique":
      return words(`UNIQUE (${writer.names(item.columns)})`, deferral(item));
    case "foreignKey":
      return `FOREIGN KEY (${writer.names(item.columns)}) ${referencesClause(parts, item)}`;
    case "check":
      return `CHECK (${writer.text(item.expression)})`;
    case "exclude":
      return excludeClause(parts, item);
  }
}

/** `EXCLUDE USING …`, which is no standard: only where {@link Parts.exclusions} says so. */
export function excludeClause(parts: Parts, item: Exclusion): string {
  const { writer, dialect } = parts;
  if (!parts.exclusions) {
    const name = item.name === undefined ? "" : ` "${item.name}"`;
    unsupported(dialect, `keep an exclusion constraint${name}`, "check for overlaps in a trigger");
  }
  const elements = item.elements.map((part) =>
    words(
      part.column !== undefined && writer.name(part.column),
      part.expression !== undefined && indexExpression(writer.text(part.expression)),
      `WITH ${operatorText(dialect, part.operator)}`,
    )
  );
  return words(
    "EXCLUDE",
    item.using !== undefined && `USING ${writer.name(item.using)}`,
    `(${elements.join(", ")})`,
    item.where !== undefined && `WHERE (${writer.text(item.where)})`,
    deferral(item),
  );
}

/** An operator is no text that may hold anything. */
function operatorText(dialect: string, operator: string): string {
  const plain = /^(?:[-+*/<>=~!@#%^&|`?]+|OPERATOR\([\w.]+\.[-+*/<>=~!@#%^&|`?]+\))$/i;
  if (plain.test(operator)) return operator;
  return unsupported(dialect, `compare by "${operator}"`, "use an operator, such as = or &&");
}

/** `REFERENCES …` with actions and deferral, also for a key that is written at its column. */
export function referencesClause(parts: Parts, item: ForeignKey): string {
  const { writer } = parts;
  const { table, schema, columns } = item.references;
  const target = writer.table(schema === undefined ? { name: table } : { name: table, schema });
  return words(
    `REFERENCES ${target}`,
    columns.length > 0 && `(${writer.names(columns)})`,
    item.match !== undefined && `MATCH ${item.match.toUpperCase()}`,
    item.onDelete !== undefined && `ON DELETE ${item.onDelete.toUpperCase()}`,
    item.onUpdate !== undefined && `ON UPDATE ${item.onUpdate.toUpperCase()}`,
    deferral(item),
  );
}

/** When a constraint is checked, where that is said. */
export function deferral(item: Deferral): string {
  return words(
    item.deferrable !== undefined && (item.deferrable ? "DEFERRABLE" : "NOT DEFERRABLE"),
    item.initially !== undefined && `INITIALLY ${item.initially.toUpperCase()}`,
  );
}

/** `ALTER TABLE … ADD …`, or CREATE INDEX for an index that came with a column. */
export function addConstraintSql(parts: Parts, table: TableName, item: ConstraintData): Statement {
  if (item.kind === "index") {
    const { kind: _kind, name = "", ...rest } = item;
    return indexStatement(parts, table, { index: { ...rest, name } });
  }
  const definition = constraintDefinition(parts, item);
  return { sql: `ALTER TABLE ${parts.writer.table(table)} ADD ${definition}`, cost: "scan" };
}

/** Renderers of the ops on constraints. */
export function constraintOps(parts: Parts): Pick<RenderTable, "addConstraint" | "dropConstraint"> {
  const { writer } = parts;
  return {
    addConstraint: (op) => [addConstraintSql(parts, tableOfOp(op), op.constraint)],
    dropConstraint(op) {
      const exists = op.ifExists ? "IF EXISTS " : "";
      const table = writer.table(tableOfOp(op));
      const sql = `ALTER TABLE ${table} DROP CONSTRAINT ${exists}${writer.name(op.name)}`;
      return [{ sql, cost: "catalog" }];
    },
  };
}
