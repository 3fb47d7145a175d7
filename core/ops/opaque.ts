/**
 * What can be known of SQL text without parsing it: the first words of each statement.
 *
 * @module
 */
import {
  forget,
  type ObjectMap,
  plainText,
  type Schema,
  tableKey,
  type TableName,
  withoutObject,
} from "../schema/mod.ts";
import type { Op } from "./mod.ts";

const harmless = new Set([
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "SELECT",
  "SET",
  "GRANT",
  "ANALYZE",
]);
const named = /^(?:CREATE|ALTER|DROP|RENAME|COMMENT)\b/i;
const object =
  /^(?:CREATE|ALTER|DROP|RENAME)\s+(?:(?:OR\s+REPLACE|TEMPORARY|TEMP|UNIQUE|MATERIALIZED|VIRTUAL|UNLOGGED)\s+)*(?<noun>[A-Z]+)\s+(?:CONCURRENTLY\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?<name>(?:"(?:[^"]|"")+"|`[^`]+`|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|`[^`]+`|[\w$]+))?)(?<rest>[^]*)$/i;
const onTable =
  /\bON\s+(?:ONLY\s+)?(?<name>(?:"(?:[^"]|"")+"|`[^`]+`|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|`[^`]+`|[\w$]+))?)/i;
/** Nouns that change no table we know of, with the map of what they do change. */
const aside: ReadonlyMap<string, ObjectMap | undefined> = new Map([
  ["VIEW", "views"],
  ["FUNCTION", "routines"],
  ["PROCEDURE", "routines"],
  ["TRIGGER", undefined],
  ["SEQUENCE", "sequences"],
  ["SCHEMA", "schemas"],
  ["EXTENSION", "extensions"],
  ["TYPE", "enums"],
]);
const comment = /^COMMENT\s+ON\s+(?<noun>TABLE|COLUMN)\s+(?<name>(?:"(?:[^"]|"")+"|[\w$]+|\.)+)/i;

/**
 * The schema after SQL that declares no effects.
 *
 * Each statement is classed by its first keyword: data statements change nothing; CREATE, ALTER,
 * DROP and RENAME with a readable name make that table unknown; anything else makes all unknown.
 */
export function applyOpaque(text: string, schema: Schema): Schema {
  return statements(text).reduce(applyStatement, schema);
}

/** Whether an op is SQL that may change more than rows and does not say what. */
export function isUndeclared(op: Op): boolean {
  if (op.kind !== "execute" || !("sql" in op) || op.effects) return false;
  if (op.hole !== undefined) return true;
  return statements(plainText(op.sql)).some((statement) => !isHarmless(statement));
}

/** Whether an op is SQL that may destroy something and does not say what. */
export function mayDestroy(op: Op): boolean {
  return isUndeclared(op) && op.kind === "execute" && "sql" in op &&
    statements(plainText(op.sql)).some((statement) =>
      !isHarmless(statement) && !adding.test(statement)
    );
}

/** What only makes something, or says something of it. */
const adding = /^(?:CREATE(?! OR REPLACE TABLE)|COMMENT|GRANT|ANALYZE|VACUUM)\b/i;

function isHarmless(statement: string): boolean {
  const [first = ""] = statement.split(/\s/, 1);
  return harmless.has(first.toUpperCase());
}

function applyStatement(schema: Schema, statement: string): Schema {
  if (isHarmless(statement)) return schema;
  const said = comment.exec(statement)?.groups;
  if (said) return forget(schema, commented(said["noun"] ?? "", said["name"] ?? ""));
  if (!named.test(statement)) return forget(schema);
  const groups = object.exec(statement)?.groups;
  const noun = groups?.["noun"]?.toUpperCase();
  if (!groups || noun === undefined) return forget(schema);
  // A type takes the columns that have it along.
  if (noun === "TYPE" && /\bCASCADE\b/i.test(groups["rest"] ?? "")) return forget(schema);
  if (aside.has(noun)) return forgetObject(schema, aside.get(noun), groups["name"] ?? "");
  if (noun === "TABLE") return forget(schema, tableName(groups["name"] ?? ""));
  if (noun !== "INDEX") return forget(schema);
  const table = onTable.exec(groups["rest"] ?? "")?.groups?.["name"];
  if (table !== undefined) return forget(schema, tableName(table));
  return forgetIndex(schema, tableName(groups["name"] ?? ""));
}

/** The table that a comment is about; that of a column stands before the last dot. */
function commented(noun: string, name: string): TableName {
  return tableName(
    noun.toUpperCase() === "COLUMN" ? name.replace(/\.(?:"(?:[^"]|"")+"|[\w$]+)$/, "") : name,
  );
}

/** An index that no table has which is known is one of a table that is unknown already. */
function forgetIndex(schema: Schema, { name }: TableName): Schema {
  const owners = [...schema.tables.values()]
    .filter(({ indexes }) => indexes.some((index) => index.name === name));
  return owners.reduce((state, owner) => forget(state, owner), schema);
}

/** What undeclared SQL has changed is not known any more, so nothing is derived from it. */
function forgetObject(schema: Schema, map: ObjectMap | undefined, text: string): Schema {
  if (map === undefined) return schema;
  const wanted = tableKey(tableName(text));
  const items: ReadonlyMap<string, TableName> = schema[map] ?? new Map();
  const keys = [...items].filter(([key, item]) => key === wanted || tableKey(item) === wanted);
  return keys.reduce((state, [key]) => withoutObject(state, map, key), schema);
}

function tableName(text: string): { readonly name: string; readonly schema?: string } {
  const parts = text.match(/"(?:[^"]|"")+"|`[^`]+`|[\w$]+/g) ?? [text];
  const [name = text, schema] = parts.map(unquote).toReversed();
  return schema === undefined ? { name } : { name, schema };
}

function unquote(name: string): string {
  if (name.startsWith('"')) return name.slice(1, -1).replaceAll('""', '"');
  return name.startsWith("`") ? name.slice(1, -1) : name;
}

const token =
  /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$[^]*?\$\1\$|;|[^]/g;

/**
 * The statements of a text, comments taken out; strings, quoted names and dollar quotes are kept whole.
 *
 * ```ts
 * import { statements } from "@retort/core/ops";
 *
 * statements("select ';'; -- nothing\n delete from t"); // ["select ';'", "delete from t"]
 * ```
 */
export function statements(text: string): readonly string[] {
  const found: string[] = [];
  let current = "";
  for (const [piece] of text.matchAll(token)) {
    if (piece === ";") {
      found.push(current);
      current = "";
    } else current += piece.startsWith("--") || piece.startsWith("/*") ? " " : piece;
  }
  found.push(current);
  return found.map((item) => item.trim()).filter((item) => item !== "");
}
