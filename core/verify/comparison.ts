/**
 * Comparing rows before and after a way there and back.
 *
 * @module
 */
import type { TableRows } from "./snapshot.ts";

/**
 * What of some rows is not there any more, by names as `--allow-loss` takes them: `users` where rows
 * are gone, `users.name` where values are other ones. Rows that came besides are no loss.
 */
export function lostRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
): readonly string[] {
  const found = new Map(after.map((table) => [table.name, table]));
  return before.flatMap((table) => {
    if (table.rows.length === 0) return [];
    const now = found.get(table.name);
    return now === undefined ? [table.name] : lostOf(table, now);
  });
}

/** The tables that have more rows than before: an upgrade that writes rows its downgrade leaves. */
export function addedRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
): readonly string[] {
  const counts = new Map(before.map(({ name, rows }) => [name, rows.length]));
  return after.filter(({ name, rows }) => rows.length > (counts.get(name) ?? Infinity))
    .map(({ name }) => name);
}

function lostOf(before: TableRows, after: TableRows): readonly string[] {
  const { name, key, columns, rows } = before;
  const places = columns.map((column) => after.columns.indexOf(column));
  const now = after.rows.map((row) => places.map((at) => row[at] ?? ""));
  if (key.length === 0) return withoutKey({ ...before, now });
  const at = key.map((column) => columns.indexOf(column));
  const keyOf = (row: readonly string[]): string => at.map((index) => row[index]).join("\u001f");
  const byKey = new Map(now.map((row) => [keyOf(row), row]));
  const lost = new Set<string>();
  for (const row of rows) {
    const other = byKey.get(keyOf(row));
    if (other === undefined) return keyLoss({ ...before, now });
    columns.forEach((column, index) => {
      if (row[index] !== other[index]) lost.add(`${name}.${column}`);
    });
  }
  return [...lost];
}

interface Both extends TableRows {
  /** The rows afterwards, with the same columns. */
  readonly now: readonly (readonly string[])[];
}

/** Rows whose keys are gone: the rows themselves, or the values of their keys where all are there. */
function keyLoss(both: Both): readonly string[] {
  const { name, key, rows, now } = both;
  return now.length < rows.length ? [name] : key.map((column) => `${name}.${column}`);
}

/** Without a key only the values of each column can be counted. */
function withoutKey({ name, columns, rows, now }: Both): readonly string[] {
  if (now.length < rows.length) return [name];
  const lost = columns.filter((_column, index) => {
    const left = counted(now.map((row) => row[index] ?? ""));
    return [...counted(rows.map((row) => row[index] ?? ""))]
      .some(([value, count]) => (left.get(value) ?? 0) < count);
  });
  return lost.map((column) => `${name}.${column}`);
}

function counted(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
