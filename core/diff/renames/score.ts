/**
 * How alike a thing that is gone and a thing that has come are.
 *
 * The weights are ours: a type says more than a name, since people rename what a column is called far
 * more often than what it holds. Scores only order and filter what is asked; nothing is decided by them.
 *
 * @module
 */
import { type Column, same, type Table, type Type } from "../../schema/mod.ts";

/** How alike two things are, and why. */
export interface Likeness {
  /** From 0 to 1, rounded to hundredths. */
  readonly score: number;
  /** What speaks for it, in words. */
  readonly evidence: readonly string[];
}

/** Something that may speak for a likeness. */
interface Sign {
  /** How much it counts; all of a likeness add up to 1. */
  readonly weight: number;
  /** How true it is, from 0 to 1. */
  readonly degree: number;
  /** It in words; only told where it is true for the most part. */
  readonly words: string;
}

function likeness(signs: readonly Sign[]): Likeness {
  const total = signs.reduce((sum, { weight, degree }) => sum + weight * degree, 0);
  return {
    score: Math.round(total * 100) / 100,
    evidence: signs.filter(({ degree }) => degree >= 0.6).map(({ words }) => words),
  };
}

/** Whether the server treats two types as the same. */
export type SameType = (a: Type, b: Type) => boolean;

/** How alike two columns of a table, before and after, are. */
export function columnLikeness(
  from: { readonly table: Table; readonly column: Column },
  to: { readonly table: Table; readonly column: Column },
  sameType: SameType,
): Likeness {
  const a = from.column;
  const b = to.column;
  const sameName = a.type.name === b.type.name;
  return likeness([
    { weight: 0.4, degree: sameType(a.type, b.type) ? 1 : sameName ? 0.75 : 0, words: "same type" },
    { weight: 0.25, degree: nameLikeness(a.name, b.name), words: "similar name" },
    { weight: 0.1, degree: flag(place(from.table, a) === place(to.table, b)), words: "same place" },
    {
      weight: 0.1,
      degree: (flag(a.nullable === b.nullable) + flag(same(a.default, b.default))) / 2,
      words: "same null and default",
    },
    {
      weight: 0.15,
      degree: flag(same(roles(from.table, a.name), roles(to.table, b.name))),
      words: "same keys and indexes",
    },
  ]);
}

/** How alike two tables are. */
export function tableLikeness(from: Table, to: Table, sameType: SameType): Likeness {
  const matched = (alike: (a: Column, b: Column) => boolean): number => {
    const left = [...to.columns];
    const found = from.columns.filter((column) => {
      const at = left.findIndex((other) => alike(column, other));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
    return found.length / Math.max(1, from.columns.length, to.columns.length);
  };
  const keys = (table: Table): unknown => ({
    primaryKey: table.primaryKey?.columns.length,
    uniques: table.uniques.length,
    foreignKeys: table.foreignKeys.map((key) => key.references.table).sort(),
    indexes: table.indexes.length,
  });
  return likeness([
    {
      weight: 0.4,
      degree: matched((a, b) => a.name === b.name && sameType(a.type, b.type)),
      words: "same columns",
    },
    { weight: 0.25, degree: matched((a, b) => sameType(a.type, b.type)), words: "same types" },
    { weight: 0.2, degree: nameLikeness(from.name, to.name), words: "similar name" },
    { weight: 0.15, degree: flag(same(keys(from), keys(to))), words: "same keys and indexes" },
  ]);
}

/** How alike two words are, from 0 to 1: by edits, or by one being a part of the other. */
export function nameLikeness(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  const longer = Math.max(x.length, y.length, 1);
  const contained = x !== "" && y !== "" && (x.includes(y) || y.includes(x)) ? 0.7 : 0;
  return Math.max(contained, 1 - distance(x, y) / longer);
}

/**
 * The number of insertions, deletions and replacements between two words: Wagner and Fischer,
 * "The String-to-String Correction Problem" (1974), with one row of the table kept.
 */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const flag = (value: boolean): number => value ? 1 : 0;

function place(table: Table, column: Column): number {
  return table.columns.findIndex(({ name }) => name === column.name);
}

/** What a column takes part in. */
function roles(table: Table, name: string): readonly unknown[] {
  const count = (lists: readonly (readonly (string | undefined)[])[]): number =>
    lists.filter((columns) => columns.includes(name)).length;
  const keys = table.foreignKeys.filter(({ columns }) => columns.includes(name));
  return [
    table.primaryKey?.columns.includes(name) ?? false,
    count(table.uniques.map(({ columns }) => columns)),
    count(table.indexes.map(({ parts }) => parts.map(({ column }) => column))),
    keys.map(({ references }) => references.table).sort(),
  ];
}
