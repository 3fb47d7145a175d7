/**
 * Neutral operations as those of retort.
 *
 * @module
 */
import { op } from "@retort/core";
import type { BatchedOp, BatchOptions, ConstraintKind, CreateTable, Op } from "@retort/core/ops";
import {
  compact,
  type Constraint,
  enumOf,
  index as indexOf,
  type IndexColumn,
  primaryKey,
  type Sql,
  sql,
} from "@retort/core/schema";
import { alterColumn } from "./alter.ts";
import { columnChecks, columnOf, constraintOf, keyOptions } from "./columns.ts";
import { bulkInsert } from "./data.ts";
import type { Fields, NeutralColumn, NeutralOp, NeutralTable, Options } from "./neutral.ts";
import { indexName, ourOptions } from "./settings.ts";

type Maker = (recorded: NeutralOp, dialect: string) => readonly Op[];

const text = (value: unknown): string => value as string;
const list = (value: unknown): readonly string[] => value as readonly string[];
const placed = (recorded: Fields): { readonly schema?: string } =>
  typeof recorded["schema"] === "string" ? { schema: recorded["schema"] } : {};
const named = (recorded: Fields): string | undefined => text(recorded["name"]) ?? undefined;
const flag = (recorded: Fields, key: string): Fields =>
  recorded[key] === true ? { [key]: true } : {};

const makers: Readonly<Record<string, Maker>> = {
  createTable(recorded, dialect) {
    const { table: name, ...rest } = recorded;
    const created = tableOp({ ...rest, name } as unknown as NeutralTable, dialect);
    const enums = dialect === "postgres" ? enumsOf(created) : [];
    return [...enums, created];
  },
  dropTable: (r) => [op.dropTable(text(r["table"]), { ...placed(r), ...flag(r, "ifExists") })],
  renameTable: (r) => [op.renameTable(text(r["table"]), text(r["newName"]), placed(r))],
  createTableComment: (r) => [
    op.createTableComment(text(r["table"]), text(r["comment"]), placed(r)),
  ],
  dropTableComment: (r) => [op.dropTableComment(text(r["table"]), placed(r))],
  addColumn(recorded, dialect) {
    const table = text(recorded["table"]);
    const column = recorded["column"] as NeutralColumn;
    const cx = { dialect, columns: [column] };
    const options = { ...placed(recorded), ...flag(recorded, "ifNotExists") };
    const checks = columnChecks(column, dialect);
    return [
      op.addColumn(table, column.name, columnOf(column, cx), options),
      ...checks.map((item) => op.addConstraint(table, item, placed(recorded))),
      ...columnIndex(column, { table, ...placed(recorded) }),
    ];
  },
  dropColumn: (r) => [
    op.dropColumn(text(r["table"]), text(r["column"]), {
      ...placed(r),
      ...flag(r, "ifExists"),
      ...ourOptions(r["options"] as Options, ["drop_default"]),
    }),
  ],
  alterColumn,
  createUnique: (r) => [
    op.createUniqueConstraint(named(r), text(r["table"]), list(r["columns"]), {
      ...placed(r),
      ...timing(r),
    }),
  ],
  createPrimaryKey: (r) => [
    op.createPrimaryKey(named(r), text(r["table"]), list(r["columns"]), placed(r)),
  ],
  createForeignKey(recorded) {
    const { name: _name, ...options } = keyOptions(recorded);
    const schema = recorded["refSchema"];
    return [op.createForeignKey(named(recorded), text(recorded["table"]), {
      columns: list(recorded["columns"]),
      references: compact({
        table: text(recorded["refTable"]),
        schema: schema === undefined || schema === null ? undefined : text(schema),
      }),
      referencedColumns: list(recorded["refColumns"]),
      ...options,
      ...placed(recorded),
    })];
  },
  createCheck: (r) => [
    op.createCheckConstraint(named(r), text(r["table"]), sql.raw(text(r["sql"])), placed(r)),
  ],
  createExclude: (r) => [
    op.createExcludeConstraint(
      named(r),
      text(r["table"]),
      r["elements"] as readonly (readonly [string, string])[],
      { using: text(r["using"]), ...placed(r) },
    ),
  ],
  dropConstraint: (r) => [
    op.dropConstraint(text(r["table"]), text(r["name"]), {
      ...placed(r),
      ...flag(r, "ifExists"),
      ...constraintKind(r["type"]),
    }),
  ],
  createIndex: (r, dialect) => [createIndex(r, dialect)],
  dropIndex: (r) => [
    op.dropIndex(text(r["name"]), text(r["table"] ?? "no_table"), {
      ...placed(r),
      ...flag(r, "ifExists"),
    }),
  ],
  execute: (r) => [op.execute(text(r["sql"]))],
  bulkInsert,
  batch,
};

/** The ops of retort for a recorded one. */
export function opsOf(recorded: NeutralOp, dialect: string): readonly Op[] {
  const make = makers[recorded.kind];
  if (make === undefined) throw new Error(`no op ${recorded.kind}`);
  return make(recorded, dialect);
}

/** A table of retort for a recorded one. */
export function tableOp(table: NeutralTable, dialect: string): CreateTable {
  const cx = { dialect, columns: table.columns };
  const keys = table.columns.filter((column) => column.primaryKey).map(({ name }) => name);
  const indexes: Constraint[] = [
    ...table.columns.filter((column) => column.index).map((column) =>
      indexOf(indexName({ table: table.name, schema: table.schema, column: column.name }), [
        column.name,
      ], { unique: column.unique === true })
    ),
    ...(table.indexes ?? []).map((item) => indexOf(item.name, item.columns)),
  ];
  const constraints = [
    ...(keys.length > 1 ? [primaryKey(keys)] : []),
    ...table.columns.flatMap((column) => columnChecks(column, dialect)),
    ...(table.constraints ?? []).map(constraintOf),
    ...indexes,
  ];
  return op.createTable(
    table.name,
    Object.fromEntries(table.columns.map((column) => [column.name, columnOf(column, cx)])),
    constraints,
    compact({
      schema: table.schema,
      comment: table.comment,
      ifNotExists: table.ifNotExists,
      ...ourOptions(table.options),
    }),
  );
}

/** SQLAlchemy makes the types of a table beside it. */
function enumsOf({ table }: CreateTable): readonly Op[] {
  return table.columns.flatMap((column) => {
    const found = enumOf(column.type);
    return found ? [op.createEnum(found.name, found.values)] : [];
  });
}

function columnIndex(
  column: NeutralColumn,
  place: { readonly table: string; readonly schema?: string },
): readonly Op[] {
  if (!column.index) return [];
  const { table, ...options } = place;
  const name = indexName({ ...place, column: column.name });
  return [
    op.createIndex(name, table, [column.name], { unique: column.unique === true, ...options }),
  ];
}

function timing(recorded: Fields): ReturnType<typeof keyOptions> {
  const { name: _name, ...rest } = keyOptions(recorded);
  return rest;
}

const kinds: Readonly<Record<string, ConstraintKind>> = {
  primary: "primaryKey",
  foreignkey: "foreignKey",
};

function constraintKind(type: unknown): { readonly type?: ConstraintKind } {
  if (typeof type !== "string") return {};
  return { type: kinds[type] ?? type as ConstraintKind };
}

/** `where` and `include` are no options of one dialect here. */
function createIndex(recorded: NeutralOp, dialect: string): Op {
  const options = recorded["options"] as Options | undefined;
  const recordedName = dialect === "postgres" ? "postgresql" : dialect;
  const { where, include } = options?.[recordedName] ?? {};
  return op.createIndex(
    text(recorded["name"]),
    text(recorded["table"]),
    (recorded["columns"] as readonly (string | Fields)[]).map(indexPart),
    compact({
      unique: recorded["unique"] === true,
      where: where === undefined ? undefined : sql.raw(text(where)),
      include: include === undefined ? undefined : list(include),
      ...placed(recorded),
      ...flag(recorded, "ifNotExists"),
      ...ourOptions(options, ["where", "include"]),
    }),
  );
}

function indexPart(part: string | Fields): IndexColumn {
  if (typeof part === "string") return part;
  if (part["sql"] !== undefined) return sql.raw(text(part["sql"])) as Sql;
  return compact({
    column: text(part["column"]),
    order: part["desc"] === true ? "desc" as const : undefined,
    nulls: part["nullsFirst"] === true
      ? "first" as const
      : part["nullsLast"] === true
      ? "last" as const
      : undefined,
  });
}

function batch(recorded: NeutralOp, dialect: string): readonly Op[] {
  const table = text(recorded["table"]);
  const place = { table, ...placed(recorded) };
  const ops = (recorded["ops"] as readonly NeutralOp[])
    .flatMap((item) => opsOf({ ...item, ...place }, dialect));
  const { copyFrom, tableArgs, recreate } = recorded;
  const options = compact({
    ...placed(recorded),
    recreate: recreate as BatchOptions["recreate"],
    copyFrom: copyFrom ? tableOp(copyFrom as NeutralTable, dialect) : undefined,
    tableArgs: (tableArgs as readonly Fields[] | undefined)?.map(constraintOf),
  });
  return [op.batchAlterTable(table, options, ops as readonly BatchedOp[])];
}
