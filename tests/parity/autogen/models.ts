/**
 * The models of a recorded case as a schema of retort.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import {
  applyNaming,
  type Column,
  type Index,
  isSql,
  type NamingConvention,
  type Schema,
  schemaOf,
  sql,
  type Table,
  usedEnums,
} from "@retort/core/schema";
import type { Fields, NeutralColumn, NeutralTable } from "../ddl/neutral.ts";
import { opsOf, tableOp } from "../ddl/operations.ts";
import type { AutogenOptions } from "./neutral.ts";

/** The models as a schema; without a naming convention unless the case has one. */
export function modelsOf(
  tables: readonly NeutralTable[],
  dialect: Dialect,
  { namingConvention: templates }: AutogenOptions,
): Schema {
  const plain = schemaOf(tables.map((table) => modelOf(table, dialect.name)));
  const named = templates
    ? applyNaming(withCheckNames(plain, templates), naming(templates))
    : plain;
  return { ...named, enums: usedEnums(named.tables.values()) };
}

function modelOf(recorded: NeutralTable, dialect: string): Table {
  const { indexes = [], ...rest } = recorded;
  const columns = rest.columns.map((column) => columnFor(column, dialect));
  const table = withOnUpdate(tableOp({ ...rest, columns }, dialect).table);
  const place = { table: table.name, schema: table.schema };
  const more = indexes.flatMap((item): readonly Index[] => {
    const fields: Fields = item;
    return opsOf({ kind: "createIndex", ...place, ...fields }, dialect)
      .flatMap((op) => op.kind === "createIndex" ? [op.index] : []);
  });
  return { ...table, indexes: [...table.indexes, ...more] };
}

/** A column with the type that SQLAlchemy's becomes on a server, where ours of that name is another. */
function columnFor(column: NeutralColumn, dialect: string): NeutralColumn {
  const name = typeof column.type === "string" ? column.type : column.type.name;
  // A moment counted from 1970 stands for a span where the server has no type for spans.
  if (name === "interval" && dialect !== "postgres") return { ...column, type: "dateTime" };
  if (dialect !== "mysql") return column;
  // DATETIME knows no time zone, and REAL is a DOUBLE.
  if (name === "dateTime") return { ...column, type: "dateTime" };
  return name === "real" ? { ...column, type: "double" } : column;
}

/** The part of a default that is an option of the column here. */
const onUpdate = / ON UPDATE (.+)$/i;

function withOnUpdate(table: Table): Table {
  return {
    ...table,
    columns: table.columns.map((column): Column => {
      if (column.default === undefined || !isSql(column.default)) return column;
      const [text] = column.default.sql;
      const found = typeof text === "string" ? onUpdate.exec(text)?.[1] : undefined;
      if (typeof text !== "string" || found === undefined) return column;
      const options = { ...column.options, mysql: { onUpdate: found } };
      return { ...column, default: sql.raw(text.replace(onUpdate, "")), options };
    }),
  };
}

/** SQLAlchemy's templates in our words; no recorded case names more than one column. */
function naming(templates: Readonly<Record<string, string>>): NamingConvention {
  const own = (key: string): string =>
    (templates[key] ?? "")
      .replaceAll("%(table_name)s", "{table}")
      .replaceAll("%(column_0_label)s", "{table}_{columns}")
      .replaceAll("%(column_0_name)s", "{columns}")
      .replaceAll("%(referred_table_name)s", "{referred}");
  return {
    primaryKey: own("pk"),
    unique: own("uq"),
    foreignKey: own("fk"),
    index: own("ix"),
  };
}

/** SQLAlchemy's template of a check stands around the name that was given. */
function withCheckNames(schema: Schema, templates: Readonly<Record<string, string>>): Schema {
  const template = templates["ck"] ?? "%(constraint_name)s";
  return schemaOf([...schema.tables.values()].map((table) => ({
    ...table,
    checks: table.checks.map((item) =>
      item.name === undefined ? item : {
        ...item,
        name: template.replaceAll("%(table_name)s", table.name)
          .replaceAll("%(constraint_name)s", item.name),
      }
    ),
  })));
}
