/**
 * Prisma's types by provider.
 *
 * @module
 */
import { itemsOf } from "./ask.ts";
import type { Field } from "./parse.ts";

/** The providers that are read, by the names of their dialects. */
export type Provider = "postgres" | "mysql" | "sqlite";

/** What `provider` of a datasource says. */
export const providers: Readonly<Record<string, Provider>> = {
  postgresql: "postgres",
  postgres: "postgres",
  mysql: "mysql",
  sqlite: "sqlite",
};

const scalars: Readonly<Record<Provider, Readonly<Record<string, string>>>> = {
  postgres: {
    String: "text",
    Boolean: "boolean",
    Int: "integer",
    BigInt: "bigint",
    Float: "double precision",
    Decimal: "numeric(65,30)",
    DateTime: "timestamp(3)",
    Json: "jsonb",
    Bytes: "bytea",
  },
  mysql: {
    String: "varchar(191)",
    Boolean: "boolean",
    Int: "integer",
    BigInt: "bigint",
    Float: "double",
    Decimal: "decimal(65,30)",
    DateTime: "datetime(3)",
    Json: "json",
    Bytes: "longblob",
  },
  sqlite: {
    String: "TEXT",
    Boolean: "BOOLEAN",
    Int: "INTEGER",
    BigInt: "BIGINT",
    Float: "REAL",
    Decimal: "DECIMAL",
    DateTime: "DATETIME",
    Json: "JSONB",
    Bytes: "BLOB",
  },
};

/** The SQL of a scalar type; `undefined` for what is none. */
export function scalarText(field: Field, provider: Provider): string | undefined {
  if (field.unsupported !== undefined) return field.unsupported;
  if (scalars[provider][field.type] === undefined) return undefined;
  return nativeText(field) ?? scalars[provider][field.type];
}

/** What `@db.VarChar(120)` says, as SQL. */
function nativeText(field: Field): string | undefined {
  const native = field.attributes.find(({ name }) => name.startsWith("db."));
  if (!native) return undefined;
  const name = native.name.slice(3);
  const args = native.args.flatMap(({ value }) => itemsOf(value))
    .map((value) => value.kind === "number" ? value.text : "");
  const inside = args.length === 0 ? "" : `(${args.join(",")})`;
  if (name === "DoublePrecision") return "double precision";
  if (name.startsWith("Unsigned")) return `${name.slice(8).toLowerCase()}${inside} unsigned`;
  return name.toLowerCase() + inside;
}
