/**
 * Renames: found, asked and carried out before the rest is compared; never guessed.
 *
 * @module
 */
import { RetortError } from "../../errors/mod.ts";
import { type Op, renameColumn, renameEnumValue, renameTable, spec } from "../../ops/mod.ts";
import { compact, displayName, type Schema, type Table, tableKey } from "../../schema/mod.ts";
import type { ObjectName } from "../comparator.ts";
import { objectName } from "../objects.ts";
import { recasedNames, sameColumnNames } from "../recase.ts";
import { type Asked, type Gone, settle } from "./settle.ts";
import { columnLikeness, nameLikeness, type SameType, tableLikeness } from "./score.ts";
import { noAnswers, type RenameAnswers, type RenameQuestion } from "./question.ts";

export * from "./question.ts";
export type { SameType } from "./score.ts";

/** What finding renames needs to know. */
export interface RenameContext {
  /** Which types are the same to the server. */
  readonly sameType: SameType;
  /** What was answered; nothing unless given. */
  readonly answers?: RenameAnswers;
  /** Whether what no model has is anybody's to drop or rename; all unless given. */
  readonly managed?: (object: ObjectName) => boolean;
  /** Whether names of columns that differ only in their case are one name, about which nothing is asked. */
  readonly caselessColumns?: boolean;
}

/** A schema in which what was answered has been renamed, and what is still to be asked. */
export interface SettledRenames {
  /** The schema after the renames. */
  readonly from: Schema;
  /** The renames. */
  readonly ops: readonly Op[];
  /** What nobody has answered. */
  readonly questions: readonly RenameQuestion[];
  /** The answers that were needed. */
  readonly used: RenameAnswers;
  /** The old names of tables, columns and values by the new ones. */
  readonly former: ReadonlyMap<string, readonly string[]>;
}

/**
 * Renames in `from` what the answers say was renamed on the way to `to`; asks about the rest.
 *
 * Tables come first, then the columns of tables that both sides have, then the values of enums. A
 * column's question in a table whose own question is open takes the likeliest answer for granted.
 *
 * @throws {RetortError} `diff/bad-answer` for an answer that fits nothing.
 */
export function settleRenames(from: Schema, to: Schema, cx: RenameContext): SettledRenames {
  const answers = cx.answers ?? noAnswers;
  const state: State = { from, to, cx, ops: [], questions: [], answers, used: emptyUsed() };
  renameTables(state);
  for (const pair of tablePairs(state)) renameColumns(state, pair);
  renameValues(state);
  refuseUnused(state);
  const { from: renamed, ops, questions, used } = state;
  return { from: renamed, ops, questions, used, former: formerNames(used) };
}

function formerNames({ renames }: RenameAnswers): ReadonlyMap<string, readonly string[]> {
  const last = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
  const found = new Map<string, readonly string[]>();
  for (const [old, name] of renames) {
    found.set(last(name), [...found.get(last(name)) ?? [], last(old)]);
  }
  return found;
}

interface Used extends RenameAnswers {
  readonly renames: Map<string, string>;
  readonly drops: Set<string>;
}

interface State {
  from: Schema;
  readonly to: Schema;
  readonly cx: RenameContext;
  readonly ops: Op[];
  readonly questions: RenameQuestion[];
  readonly answers: RenameAnswers;
  readonly used: Used;
}

function emptyUsed(): Used {
  return { renames: new Map(), drops: new Set() };
}

/** Carries out what was answered and keeps what was not. */
function take(state: State, { found, rename }: {
  readonly found: Asked;
  readonly rename: (from: string, to: string) => Op;
}): void {
  for (const { key, from, to, toKey } of found.renamed) {
    const op = rename(key, toKey);
    state.ops.push(op);
    state.from = spec(op).apply(op, state.from);
    state.used.renames.set(from, to);
  }
  for (const name of found.dropped) state.used.drops.add(name);
  state.questions.push(...found.questions);
}

function renameTables(state: State): void {
  const { from, to, cx } = state;
  const gone = [...from.tables.values()].filter((table) =>
    !to.tables.has(tableKey(table)) && (cx.managed?.(objectName("table", table)) ?? true)
  );
  const come = [...to.tables.values()].filter((table) => !from.tables.has(tableKey(table)));
  const items = gone.map((table): Gone => ({
    key: tableKey(table),
    names: [displayName(table)],
    candidates: come.filter((other) => other.schema === table.schema).map((other) => ({
      key: tableKey(other),
      names: [displayName(other)],
      ...tableLikeness(table, other, cx.sameType),
    })),
  }));
  take(state, {
    found: settle("table", items, state.answers),
    rename: (key, toKey) => {
      const old = from.tables.get(key);
      const next = to.tables.get(toKey);
      return renameTable(old?.name ?? key, next?.name ?? toKey, compact({ schema: old?.schema }));
    },
  });
}

interface Pair {
  readonly from: Table;
  readonly to: Table;
  /** Names of the table that an answer may use, the old one first. */
  readonly names: readonly string[];
  /** The open answer that makes them a pair. */
  readonly assuming?: string;
}

/** Tables that both sides have, and those that would be the same if the likeliest were true. */
function tablePairs({ from, to, questions, used }: State): readonly Pair[] {
  const old = new Map(Array.from(used.renames, ([before, after]) => [after, before]));
  const sure = [...to.tables].flatMap(([key, table]): readonly Pair[] => {
    const found = from.tables.get(key);
    if (found && sameColumnNames(found, table)) return [];
    const name = displayName(table);
    const names = [...new Set([old.get(name) ?? name, name])];
    return found ? [{ from: found, to: table, names }] : [];
  });
  const byName = (schema: Schema, name: string): Table | undefined =>
    [...schema.tables.values()].find((table) => displayName(table) === name);
  const maybe = questions.flatMap((question): readonly Pair[] => {
    const [best] = question.candidates;
    const before = byName(from, question.from);
    const after = best && byName(to, best.to);
    if (!before || !after || !best) return [];
    const assuming = `${question.from}=${best.to}`;
    return [{ from: before, to: after, names: [question.from, best.to], assuming }];
  });
  return [...sure, ...maybe];
}

function renameColumns(state: State, pair: Pair): void {
  const { from, to, names, assuming } = pair;
  const before = new Set(from.columns.map(({ name }) => name));
  const after = new Set(to.columns.map(({ name }) => name));
  const recased = state.cx.caselessColumns ? recasedNames(from, to) : new Map<string, string>();
  const taken = new Set(recased.values());
  takeRecased(state, names, recased);
  const come = to.columns.filter(({ name }) => !before.has(name) && !taken.has(name));
  const gone = from.columns.filter(({ name }) => !after.has(name) && !recased.has(name));
  const items = gone.map((column): Gone => ({
    key: column.name,
    names: names.map((table) => `${table}.${column.name}`),
    candidates: come.map((other) => ({
      key: other.name,
      names: [...names.toReversed().map((table) => `${table}.${other.name}`), other.name],
      ...columnLikeness({ table: from, column }, { table: to, column: other }, state.cx.sameType),
    })),
  }));
  const found = settle("column", items, state.answers);
  if (assuming !== undefined) {
    // Nothing is renamed in a table that may be another one.
    state.questions.push(...found.questions.map((question) => ({ ...question, assuming })));
    for (const { from: name, to: other } of found.renamed) state.used.renames.set(name, other);
    for (const name of found.dropped) state.used.drops.add(name);
    return;
  }
  const place = compact({ schema: to.schema });
  take(state, { found, rename: (key, toKey) => renameColumn(to.name, key, toKey, place) });
}

/** Answers that nobody needs, since these are the same columns, are right all the same. */
function takeRecased(
  { answers, used }: State,
  tables: readonly string[],
  recased: ReadonlyMap<string, string>,
): void {
  for (const [old, name] of recased) {
    for (const from of tables.map((table) => `${table}.${old}`)) {
      const to = answers.renames.get(from);
      const names = [name, ...tables.map((table) => `${table}.${name}`)];
      if (to !== undefined && names.includes(to)) used.renames.set(from, to);
    }
  }
}

function renameValues(state: State): void {
  for (const [key, after] of state.to.enums ?? []) {
    const before = state.from.enums?.get(key);
    if (!before) continue;
    const name = displayName(after);
    const come = after.values.filter((value) => !before.values.includes(value));
    const gone = before.values.filter((value) => !after.values.includes(value));
    const items = gone.map((value): Gone => ({
      key: value,
      names: [`${name}.${value}`],
      candidates: come.map((other) => ({
        key: other,
        names: [`${name}.${other}`, other],
        score: before.values.indexOf(value) === after.values.indexOf(other)
          ? 0.5 + nameLikeness(value, other) / 2
          : nameLikeness(value, other) / 2,
        evidence: before.values.indexOf(value) === after.values.indexOf(other)
          ? ["same place"]
          : [],
      })),
    }));
    const place = compact({ schema: after.schema });
    take(state, {
      found: settle("value", items, state.answers),
      rename: (from, to) => renameEnumValue(after.name, from, to, place),
    });
  }
}

/** An answer that fits nothing is a slip of the pen, and what it meant would be dropped. */
function refuseUnused({ answers, used, questions }: State): void {
  const asked = questions.map(({ from }) => from);
  const unused = [
    ...[...answers.renames.keys()].filter((name) => !used.renames.has(name)),
    ...[...answers.drops].filter((name) => !used.drops.has(name)),
  ];
  const [first] = unused;
  if (first === undefined) return;
  const known = [...used.renames.keys(), ...used.drops, ...asked].filter((name) => name !== first);
  const to = answers.renames.get(first);
  const candidates = questions.find(({ from }) => from === first)?.candidates
    .map((candidate) => candidate.to);
  throw new RetortError("diff/bad-answer", compact({ name: first, to, known, candidates }));
}
