/**
 * Neutral columns and constraints as those of retort.
 *
 * @module
 */
import {
  check,
  type ColumnBuilder,
  compact,
  type Constraint,
  exclude,
  foreignKey,
  type Identity,
  primaryKey,
  type ReferenceOptions,
  type ReferentialAction,
  sql,
  unique,
} from "@retort/core/schema";
import type { Fields, NeutralColumn, NeutralReference } from "./neutral.ts";
import { isNumbered } from "./settings.ts";
import { numberedType, typeCheck, typeOf } from "./types.ts";

/** A name, where one was recorded. */
export function nameOf(fields: { readonly name?: unknown }): { readonly name?: string } {
  return typeof fields.name === "string" ? { name: fields.name } : {};
}

/** What a foreign key does, in our words. */
export function keyOptions(recorded: Fields | NeutralReference): ReferenceOptions {
  const { onDelete, onUpdate, deferrable, initially } = recorded as NeutralReference;
  return compact({
    ...nameOf(recorded),
    onDelete: onDelete?.toLowerCase() as ReferentialAction | undefined,
    onUpdate: onUpdate?.toLowerCase() as ReferentialAction | undefined,
    deferrable,
    initially: initially?.toLowerCase() as "deferred" | "immediate" | undefined,
  });
}

/** Where a column is, for what depends on its table. */
export interface ColumnCx {
  readonly dialect: string;
  readonly columns: readonly NeutralColumn[];
}

/** A column; its indexes and checks are not part of it. */
export function columnOf(column: NeutralColumn, { dialect, columns }: ColumnCx): ColumnBuilder {
  const numbered = isNumbered(column, columns);
  const key = column.primaryKey === true;
  let made = numbered ? numberedType(column.type, dialect) : typeOf(column.type, dialect);
  if (column.nullable === false) made = made.notNull();
  if (column.default?.value !== undefined) made = made.default(column.default.value);
  if (column.default?.sql !== undefined) made = made.default(sql.raw(column.default.sql));
  if (column.identity) made = made.identity(column.identity as Partial<Identity>);
  if (column.computed) {
    const stored = column.computed.persisted ?? dialect === "postgres";
    made = made.computed(sql.raw(column.computed.expr), { stored });
  }
  if (column.comment !== undefined) made = made.comment(column.comment);
  if (column.unique && !column.index) made = made.unique();
  if (column.references) {
    made = made.references(column.references.target, keyOptions(column.references));
  }
  return key && columns.filter((item) => item.primaryKey).length === 1 ? made.primaryKey() : made;
}

/** The checks that belong to a column: its own, and that of its type. */
export function columnChecks(column: NeutralColumn, dialect: string): readonly Constraint[] {
  const found: Constraint[] = [];
  if (column.check !== undefined) found.push(check(column.checkName, sql.raw(column.check)));
  const typed = typeCheck(column.type, column.name, dialect);
  if (typed) found.push(check(typed.name, sql.raw(typed.sql)));
  return found;
}

/** A constraint of a table. */
export function constraintOf(recorded: Fields): Constraint {
  const columns = recorded["columns"] as readonly string[];
  switch (recorded["kind"]) {
    case "primaryKey":
      return primaryKey(columns, nameOf(recorded));
    case "unique":
      return unique(columns, nameOf(recorded));
    case "check":
      return check(nameOf(recorded).name, sql.raw(String(recorded["sql"])));
    case "foreignKey": {
      const targets = (recorded["refs"] as readonly string[]).map((ref) => ref.split("."));
      const [first = []] = targets;
      const table = first.slice(0, -1).join(".");
      const referenced = targets.map((parts) => parts.at(-1) ?? "");
      return foreignKey(columns).references(table, referenced, keyOptions(recorded));
    }
    case "exclude":
      return exclude(
        nameOf(recorded).name,
        recorded["elements"] as readonly (readonly [string, string])[],
        { using: String(recorded["using"]) },
      );
    default:
      throw new Error(`no constraint ${String(recorded["kind"])}`);
  }
}
