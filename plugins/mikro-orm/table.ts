/**
 * Tables.
 *
 * @module
 */
import {
  type Check,
  type Column,
  compact,
  type EnumType,
  type ForeignKey,
  type Identity,
  type PrimaryKey,
  type ReferentialAction,
  sql,
  type Table,
  type Type,
  type Unique,
} from "@retort/core/schema";
import { indexOf } from "./indexes.ts";
import type { TargetCheck, TargetColumn, TargetForeignKey, TargetTable } from "./target.ts";

/** What the database is, by the name of its dialect. */
export type Platform = "postgres" | "mysql" | "sqlite";

/** What a table is read with. */
export interface TableSetting {
  /** The platform. */
  readonly platform: Platform;
  /** The enums that are types of their own. */
  readonly enums: readonly EnumType[];
}

/** The schema that something is in, where that is not the usual one. */
export function placeOf(schema: string | undefined, platform: Platform): string | undefined {
  if (platform === "sqlite" || schema === "") return undefined;
  return schema === "public" && platform === "postgres" ? undefined : schema;
}

/** A table. */
export function tableOf(table: TargetTable, setting: TableSetting): Table {
  const { platform } = setting;
  const all = table.getIndexes();
  const [key] = all.filter(({ primary }) => primary);
  const others = all.filter(({ primary, expression }) => !primary && expression === undefined);
  const columns = table.getColumns();
  // SQLite has unique constraints too, but MikroORM makes indexes there.
  const isUnique = (index: typeof others[number]): boolean =>
    index.constraint && index.unique && platform !== "sqlite";
  const numbered = platform === "sqlite" && columns.some(({ autoincrement }) => autoincrement);
  return compact({
    name: table.name,
    schema: placeOf(table.schema, platform),
    comment: table.comment === "" ? undefined : table.comment,
    columns: columns.map((column) => columnOf(column, setting)),
    primaryKey: key && keyOf(key, platform),
    uniques: others.filter(isUnique).map((index): Unique => ({
      name: index.keyName,
      columns: [...index.columnNames],
      ...deferral(index.deferMode),
    })),
    foreignKeys: Object.values(table.getForeignKeys()).map((item) => foreignKeyOf(item, platform)),
    checks: table.getChecks().map((check) => checkOf(check, platform)),
    indexes: others.filter((index) => !isUnique(index)).map((index) => indexOf(index, platform)),
    options: numbered ? { sqlite: { autoincrement: true } } : undefined,
  });
}

function keyOf(
  { keyName, columnNames }: { readonly keyName: string; readonly columnNames: readonly string[] },
  platform: Platform,
): PrimaryKey {
  return { ...(platform === "postgres" ? { name: keyName } : {}), columns: [...columnNames] };
}

const serials: Readonly<Record<string, string>> = {
  bigint: "bigserial",
  smallint: "smallserial",
};

function columnOf(column: TargetColumn, setting: TableSetting): Column {
  const { name, nullable = false, comment, collation, extra } = column;
  const { platform } = setting;
  const numbered = column.autoincrement === true;
  const onUpdate = /\bon update (.+)$/i.exec(extra ?? "")?.[1];
  const computed = computedOf(column.generated);
  const identity = identityOf(column.generated);
  const noDefault = column.default === undefined || column.default === null ||
    computed !== undefined;
  return compact({
    name,
    type: typeOf(column, setting),
    nullable,
    default: noDefault ? undefined : sql.raw(String(column.default)),
    computed,
    identity: identity ?? (numbered && platform === "mysql" ? { always: false } : undefined),
    collation,
    comment: comment === "" ? undefined : comment,
    options: onUpdate === undefined ? undefined : { mysql: { onUpdate } },
  });
}

function typeOf(column: TargetColumn, { platform, enums }: TableSetting): Type {
  const { type, enumItems = [] } = column;
  const own = enums.find(({ name }) => name === column.nativeEnumName);
  if (own && !type.endsWith("]")) {
    const { name, values, schema } = own;
    return { name: "enumeration", args: [name, [...values], ...(schema ? [{ schema }] : [])] };
  }
  if (platform === "postgres" && column.autoincrement && column.generated === undefined) {
    return { name: "sql type", args: [serials[type.toLowerCase()] ?? "serial"] };
  }
  if (platform === "mysql" && enumItems.length > 0 && /^enum\b/i.test(type)) {
    const words = enumItems.map((word) => `'${word.replaceAll("'", "''")}'`);
    return { name: "sql type", args: [`enum(${words.join(",")})`] };
  }
  const unsigned = platform === "mysql" && column.unsigned && !/unsigned/i.test(type);
  return { name: "sql type", args: [unsigned ? `${type} unsigned` : type] };
}

/** `(a + b) stored` */
function computedOf(generated: string | undefined): Column["computed"] {
  if (generated === undefined || /\bidentity$/i.test(generated)) return undefined;
  const [, text = generated, kind = ""] =
    /^([^]*?)\s*\b(stored|virtual|persistent|persisted)?\s*$/i.exec(generated) ?? [];
  return { expression: sql.raw(text), stored: kind !== "" && kind.toLowerCase() !== "virtual" };
}

function identityOf(generated: string | undefined): Identity | undefined {
  if (generated === undefined || !/\bidentity$/i.test(generated)) return undefined;
  return { always: !/by default/i.test(generated) };
}

/** MikroORM writes checks of columns into them on SQLite, where they have no name. */
function checkOf({ name, expression, columnName }: TargetCheck, platform: Platform): Check {
  const bare = platform === "sqlite" && columnName !== undefined;
  return { ...(bare ? {} : { name }), expression: sql.raw(String(expression)) };
}

function foreignKeyOf(key: TargetForeignKey, platform: Platform): ForeignKey {
  const parts = key.referencedTableName.split(".");
  const action = (rule: string | undefined): ReferentialAction | undefined =>
    rule === undefined ? undefined : rule.toLowerCase() as ReferentialAction;
  return compact({
    name: key.constraintName,
    columns: [...key.columnNames],
    references: compact({
      table: parts.at(-1) ?? "",
      schema: placeOf(parts.at(-2), platform),
      columns: [...key.referencedColumnNames],
    }),
    onDelete: action(key.deleteRule),
    onUpdate: action(key.updateRule),
    ...deferral(key.deferMode),
  });
}

function deferral(
  mode: string | undefined,
): { readonly deferrable?: true; readonly initially?: "deferred" | "immediate" } {
  if (mode === undefined) return {};
  return { deferrable: true, initially: /deferred/i.test(mode) ? "deferred" : "immediate" };
}
