/**
 * Where the words for our ops are other than those that were recorded.
 *
 * @module
 */
import type { Fields } from "../ddl/neutral.ts";
import type { Word } from "./neutral.ts";

/** What is missing and what is too much, each as a line: `missing modifyType t.a`. */
export function faultsOf(
  expected: readonly Word[],
  got: readonly Word[],
  db: string,
): readonly string[] {
  const left = expected.map((word) => keyOf(word, db));
  const extra: string[] = [];
  for (const key of got.map((word) => keyOf(word, db))) {
    const found = left.indexOf(key);
    if (found >= 0) left.splice(found, 1);
    else extra.push(key);
  }
  return [...left.map((key) => `missing ${key}`), ...extra.map((key) => `extra ${key}`)];
}

/** What counts of a word: types and defaults have other spellings here, and only where they are counts. */
function keyOf(word: Word, db: string): string {
  const { table, schema, column, name, columns, refs, kind, unique, what, to } = word;
  const place = [schema, table].filter((part) => part !== undefined).join(".");
  if (word.op === "addColumn" || word.op === "removeColumn") {
    const { name: own, nullable } = (column ?? {}) as Fields;
    return `${word.op} ${place}.${own} ${nullable === false ? "not null" : "null"}`;
  }
  if (word.op.startsWith("modify")) {
    const end = word.op === "modifyNullable" ? ` to ${to}` : "";
    return `${word.op} ${place}.${column}${end}`;
  }
  if (what !== undefined) return `${word.op} ${what}`;
  const isUnique = kind === "unique" || unique === true;
  // MariaDB makes no difference between a unique index and a unique constraint.
  const op = db === "mariadb" && isUnique ? word.op.replace("Index", "Constraint") : word.op;
  const of = [kind === "check" ? undefined : columns, refs].map(list).filter((text) => text !== "");
  const label = name === undefined ? "" : ` ${name ?? "unnamed"}`;
  return `${op}${isUnique ? " unique" : kind === undefined ? "" : ` ${kind}`} ${place}${label}${
    of.map((text) => ` (${text})`).join("")
  }`;
}

function list(items: unknown): string {
  if (!Array.isArray(items)) return "";
  return items.map(String)
    .map((item) => /^[\w .]+$/.test(item) ? item.replace(/ DESC$/, "") : "an expression")
    .join(", ");
}
