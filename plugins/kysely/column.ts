/**
 * The type of a column.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import { type Column, enumOf, type EnumType, type Table, type Type } from "@retort/core/schema";
import type { Names } from "./names.ts";
import { scalarType } from "./scalars.ts";

/** What a column's type depends on. */
export interface ColumnSetting {
  /** The names that are taken, and the enums that were declared. */
  readonly names: Names;
  /** The table, normalised. */
  readonly table: Table;
  /** The column as its author wrote it. */
  readonly written: Column;
  /** The dialect. */
  readonly dialect: Dialect;
  /** The enums that are declared. */
  readonly enums: readonly EnumType[];
  /** Other types than the usual ones. */
  readonly types: Readonly<Record<string, string>>;
}

/** The type of a column as Kysely reads it: what is selected, inserted and updated. */
export function columnType(column: Column, setting: ColumnSetting): string {
  const plain = valueType(column.type, setting);
  const type = column.nullable ? `${plain} | null` : plain;
  if (column.computed || column.identity?.always) return `ReadOnly<${type}>`;
  return isOptional(column, setting) ? `Generated<${type}>` : type;
}

/** Whether the database has a value where a row says none. */
function isOptional(column: Column, { table, written, dialect }: ColumnSetting): boolean {
  if (column.default ?? written.default ?? column.identity ?? written.identity) return true;
  if (/^(?:small|big)?serial$/.test(written.type.name)) return true;
  // An INTEGER PRIMARY KEY of SQLite is the number of the row.
  const [only, ...others] = table.primaryKey?.columns ?? [];
  return dialect.name === "sqlite" && only === column.name && others.length === 0 &&
    dialect.types.format(column.type).toUpperCase() === "INTEGER";
}

function valueType(type: Type, setting: ColumnSetting): string {
  const { dialect, types, written } = setting;
  const given = types[written.type.name] ?? types[type.name];
  if (given !== undefined) return given;
  const found = enumOf(type) ?? enumOf(written.type);
  if (found) return enumType(found.name, found.values, setting);
  const [first] = type.args ?? [];
  if (type.name === "mysql enum") return union(Array.isArray(first) ? first.map(String) : []);
  if (type.name === "array") return arrayType(String(first), setting);
  return scalarType(type, dialect.name);
}

/** An array of values, which may be those of an enum. */
function arrayType(element: string, setting: ColumnSetting): string {
  const { dialect, written, enums } = setting;
  const type = dialect.types.parse(element);
  const plain = element.replaceAll('"', "");
  const own = enums.find((item) => [item.name, `${item.schema}.${item.name}`].includes(plain));
  const inner = own
    ? enumType(own.name, own.values, setting)
    : valueType(type, { ...setting, written: { ...written, type } });
  return `ArrayOf<${inner}>`;
}

function union(values: readonly string[]): string {
  return values.length === 0 ? "never" : values.map((value) => JSON.stringify(value)).join(" | ");
}

/** An enum has a type of its own, which columns share. */
function enumType(name: string, values: readonly string[], { names }: ColumnSetting): string {
  const key = JSON.stringify([name, values]);
  const known = names.enums.get(key);
  if (known !== undefined) return /^export type (\S+)/m.exec(known)?.[1] ?? "string";
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const wanted = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const own = names.take(wanted === "" ? "Enum" : wanted);
  names.enums.set(
    key,
    `/** A value of the enum ${name}. */\nexport type ${own} = ${union(values)};\n`,
  );
  return own;
}
