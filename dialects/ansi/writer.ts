/**
 * How standard SQL spells names, literals and placeholders.
 *
 * @module
 */
import type { SqlWriter } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { Literal, Sql } from "@retort/core/schema";
import { isTagged } from "@retort/core/schema/literal";
import { reservedWords } from "./reserved.ts";

/** What differs between the writers of dialects. */
export interface WriterOptions {
  /** Names that are quoted even if they are plain; in lower case. */
  readonly reserved?: ReadonlySet<string>;
  /** The character around quoted names; doubled inside them. */
  readonly quote?: string;
  /** The longest name in bytes of UTF-8. */
  readonly maxNameBytes?: number;
  /** Names that are spelled another way, wherever they stand; `quoted` is the standard's way. */
  readonly name?: (value: string, quoted: (value: string) => string) => string;
  /** The placeholder of the value at an index counted from 0: `?` unless said otherwise. */
  readonly placeholder?: (index: number) => string;
  /** Literals that are spelled another way; `undefined` falls back to the standard. */
  readonly literal?: (value: Literal) => string | undefined;
}

const plain = /^[a-z_][a-z0-9_]*$/;

/**
 * A writer for standard SQL, or for a dialect that differs in a few points.
 *
 * Plain lower-case names stay unquoted, so that scripts look written by hand.
 *
 * ```ts
 * import { createWriter } from "@retort/ansi";
 * import { sql } from "@retort/core/schema";
 *
 * const writer = createWriter();
 * writer.names(["id", "Order", "select"]); // 'id, "Order", "select"'
 * writer.text(sql`name = ${"it's"}`); // "name = 'it''s'"
 * ```
 */
export function createWriter(options: WriterOptions = {}): SqlWriter {
  const { reserved = reservedWords, quote = '"', placeholder = () => "?" } = options;
  const encoder = new TextEncoder();

  function quoted(value: string): string {
    if (value === "") refuse(value, "it is empty");
    if (value.includes("\0")) refuse(value.replaceAll("\0", "\\0"), "it holds a NUL character");
    const { maxNameBytes } = options;
    // A character of UTF-16 is three bytes of UTF-8 at the most: short names need not be encoded.
    if (maxNameBytes !== undefined && value.length * 3 > maxNameBytes) {
      const isLong = encoder.encode(value).length > maxNameBytes;
      if (isLong) refuse(value, `it is longer than ${maxNameBytes} bytes`);
    }
    if (plain.test(value) && !reserved.has(value)) return value;
    return quote + value.replaceAll(quote, quote + quote) + quote;
  }

  const name = (value: string): string => options.name?.(value, quoted) ?? quoted(value);

  function literal(value: Literal): string {
    return options.literal?.(value) ?? standardLiteral(value);
  }

  return {
    name,
    names: (values) => values.map(name).join(", "),
    table: (table) =>
      table.schema === undefined ? name(table.name) : `${name(table.schema)}.${name(table.name)}`,
    literal,
    text: (sql) => write(sql, name, literal),
    query(sql) {
      const params: Literal[] = [];
      const text = write(sql, name, (value) => placeholder(params.push(value) - 1));
      return params.length === 0 ? { sql: text } : { sql: text, params };
    },
  };
}

function write(
  sql: Sql,
  name: (value: string) => string,
  value: (value: Literal) => string,
): string {
  const [only] = sql.sql;
  if (typeof only === "string" && sql.sql.length === 1) return only;
  return sql.sql.map((part) => {
    if (typeof part === "string") return part;
    return "name" in part ? part.name.map(name).join(".") : value(part.value);
  }).join("");
}

function refuse(name: string, reason: string): never {
  throw new RetortError("schema/bad-name", { name, reason });
}

/**
 * The condition, with a space before it, that columns hold these texts; nothing where there are none.
 *
 * ```ts
 * import { createWriter, whereOnly } from "@retort/ansi/writer";
 *
 * whereOnly({ object: "record" }, createWriter()); // " WHERE object = 'record'"
 * ```
 */
export function whereOnly(only: Readonly<Record<string, string>>, writer: SqlWriter): string {
  const conditions = Object.entries(only)
    .map(([column, text]) => `${writer.name(column)} = ${writer.literal(text)}`);
  return conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
}

/**
 * A literal as standard SQL spells it.
 *
 * @throws {RetortError} `schema/bad-literal` for text with a NUL character.
 */
export function standardLiteral(value: Literal): string {
  if (value === null) return "NULL";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return numberLiteral(value);
  if (typeof value === "string") return stringLiteral(value);
  if (!isTagged(value)) throw new RetortError("schema/bad-literal", { value: String(value) });
  if ("bytes" in value) return `X'${hexDigits(value.bytes)}'`;
  return "bigint" in value ? digits(value.bigint) : stringLiteral(value.date);
}

function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RetortError("schema/bad-literal", { value: `${value}` });
  return Object.is(value, -0) ? "0" : String(value);
}

function stringLiteral(value: string): string {
  if (value.includes("\0")) {
    throw new RetortError("schema/bad-literal", { value: value.replaceAll("\0", "\\0") });
  }
  return `'${value.replaceAll("'", "''")}'`;
}

function digits(value: string): string {
  if (!/^-?\d+$/.test(value)) throw new RetortError("schema/bad-literal", { value });
  return value;
}

function hexDigits(value: string): string {
  if (!/^(?:[0-9a-f]{2})*$/i.test(value)) throw new RetortError("schema/bad-literal", { value });
  return value.toLowerCase();
}
