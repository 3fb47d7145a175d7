/**
 * Columns.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Default,
  type Literal,
  sql,
  type Type,
} from "@retort/core/schema";
import { argument, attribute, itemsOf, mapped, placeOf, textOf } from "./ask.ts";
import type { Context } from "./context.ts";
import type { Block, Field, Value } from "./parse.ts";
import { type Provider, scalarText } from "./types.ts";

const serials: Readonly<Record<string, string>> = {
  bigint: "bigserial",
  smallint: "smallserial",
};

/** The column that a field is. */
export function columnOf(field: Field, isKey: boolean, cx: Context): Column {
  const value = defaultValue(field);
  const numbered = value?.kind === "name" && value.name === "autoincrement";
  const type = typeOf(field, cx);
  const serial = numbered && cx.provider === "postgres";
  return compact({
    name: mapped(field),
    type: serial ? serialOf(type) : type,
    nullable: !isKey && (field.optional || field.list),
    default: numbered || value === undefined ? undefined : defaultOf(value, field, cx),
    identity: numbered && cx.provider === "mysql" ? { always: false } : undefined,
  });
}

function serialOf({ args }: Type): Type {
  return { name: "sql type", args: [serials[String(args?.[0])] ?? "serial"] };
}

/** What `@default` says. */
export function defaultValue(field: Field): Value | undefined {
  const found = attribute(field, "default");
  return found && argument(found, "value", true);
}

/** The type of a field, by the words of its provider. */
export function typeOf(field: Field, cx: Context): Type {
  const found = cx.enums.get(field.type);
  if (found) return enumType(found, field.list, cx);
  const text = scalarText(field, cx.provider) ??
    cx.fail(`field ${field.name} has the type ${field.type}, which is none`);
  return { name: "sql type", args: [field.list ? `${text}[]` : text] };
}

/** The values of an enum in the database. */
export function enumValues({ fields }: Block): readonly string[] {
  return fields.map(mapped);
}

function enumType(block: Block, list: boolean, { provider }: Context): Type {
  if (provider === "sqlite") return { name: "text" };
  const name = mapped(block);
  const values = [...enumValues(block)];
  if (provider === "mysql") {
    const words = values.map((word) => `'${word.replaceAll("'", "''")}'`);
    return { name: "sql type", args: [`enum(${words.join(",")})`] };
  }
  const schema = placeOf(block);
  if (!list) {
    return { name: "enumeration", args: [name, values, ...(schema ? [{ schema }] : [])] };
  }
  const parts = [schema, name].flatMap((part) => part === undefined ? [] : [plainName(part)]);
  return { name: "sql type", args: [`${parts.join(".")}[]`] };
}

function plainName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Functions whose values the client makes, not the database. */
const ofClient = new Set(["uuid", "cuid", "ulid", "nanoid", "auto"]);

function defaultOf(value: Value, field: Field, cx: Context): Default | undefined {
  if (value.kind === "list") return listDefault(value.items, field, cx);
  if (value.kind !== "name" || value.args === undefined) {
    return { value: literalOf(value, field, cx) };
  }
  if (ofClient.has(value.name)) return undefined;
  if (value.name === "now") return sql.raw(currentTimestamp(field, cx));
  if (value.name === "sequence") return cx.fail("sequence() is of CockroachDB, which is not read");
  const text = textOf(argument({ args: value.args }, "expression", true));
  return text === undefined || text === "" ? undefined : sql.raw(text);
}

/** MySQL wants the precision of the column. */
function currentTimestamp(field: Field, { provider }: Context): string {
  if (provider !== "mysql") return "CURRENT_TIMESTAMP";
  const digits = /\((\d+)\)/.exec(scalarText(field, provider) ?? "")?.[1];
  return digits === undefined ? "CURRENT_TIMESTAMP" : `CURRENT_TIMESTAMP(${digits})`;
}

function literalOf(value: Value, field: Field, { enums, provider }: Context): Literal {
  if (value.kind === "number") return numberOf(value.text);
  if (value.kind === "text") return textLiteral(value.text, field.type, provider);
  if (value.kind === "list") return null;
  if (value.name === "true" || value.name === "false") return value.name === "true";
  const word = enums.get(field.type)?.fields.find(({ name }) => name === value.name);
  return word ? mapped(word) : value.name;
}

/** Bytes are written in base 64, and moments as Prisma's engine has them. */
function textLiteral(text: string, type: string, provider: Provider): Literal {
  // On SQLite the engine writes the digits of bytes as text.
  if (type === "Bytes") return provider === "sqlite" ? digitsOf(text) : { bytes: digitsOf(text) };
  const moment = new Date(text);
  if (type !== "DateTime" || Number.isNaN(moment.getTime())) return text;
  const [day = "", time = ""] = moment.toISOString().split("T");
  return `${day} ${time.replace(/(?:\.000)?Z$/, "")} +00:00`;
}

function numberOf(text: string): Literal {
  const number = Number(text);
  if (Number.isSafeInteger(number) && !text.includes(".")) return number;
  return /^-?\d+$/.test(text) ? { bigint: text } : text;
}

function digitsOf(text: string): string {
  return Array.from(atob(text), (letter) => letter.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("");
}

/** A list as Prisma writes it, with its type behind it. */
function listDefault(items: readonly Value[], field: Field, cx: Context): Default {
  const words = items.map((item) => {
    const value = literalOf(item, field, cx);
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return `'${String(value).replaceAll("'", "''")}'`;
  });
  return sql.raw(`ARRAY[${words.join(", ")}]::${String(typeOf(field, cx).args?.[0])}`);
}

/** The columns that a list of fields names, with what is said of each. */
export function partsOf(value: Value | undefined): readonly {
  readonly name: string;
  readonly args: Parameters<typeof argument>[0]["args"];
}[] {
  return itemsOf(value).flatMap((item) =>
    item.kind === "name" ? [{ name: item.name, args: item.args ?? [] }] : []
  );
}
