/**
 * Objects beside tables from what a user writes: what models and `op.create…` share.
 *
 * @module
 */
import { compact } from "./data.ts";
import type { DialectOptions, Trigger } from "./model.ts";
import type { Routine, Sequence, View, WholeNumber } from "./objects.ts";
import { isSql, type Sql, sql } from "./sql.ts";

/** The same with numbers as they may be written: a `bigint` where JSON has none. */
export type Whole<T> = { readonly [K in keyof T]: WholeNumber extends T[K] ? T[K] | bigint : T[K] };

/** What a sequence may be like. */
export type SequenceOptions = Whole<Omit<Sequence, "name">>;

/** What a view may be like. */
export interface ViewOptions {
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The names of its columns, where they are not those of the query. */
  readonly columns?: readonly string[];
  /** Whether its rows are kept until it is refreshed. */
  readonly materialized?: boolean;
  /** Other queries for some dialects. */
  readonly on?: Readonly<Record<string, string | Sql>>;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** What tells a routine from others. */
export interface RoutineOptions {
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** What it is; a function unless said otherwise. */
  readonly type?: "function" | "procedure";
  /** The types of its arguments as DROP wants them, where names can be overloaded: `integer, text`. */
  readonly arguments?: string;
}

/** What a routine may have besides its definition. */
export interface RoutineVariants {
  /** Other definitions for some dialects. */
  readonly on?: Readonly<Record<string, string | Sql>>;
}

/** What a trigger may have besides its definition. */
export interface TriggerOptions extends Pick<Trigger, "on"> {
  /** The schema that its table is in; absent: the default one. */
  readonly schema?: string;
}

/** Text or a fragment as a fragment. */
export function fragment(statement: string | Sql): Sql {
  return isSql(statement) ? statement : sql.raw(statement);
}

/** Variants for dialects as fragments. */
export function fragments(
  on: Readonly<Record<string, string | Sql>> | undefined,
): Readonly<Record<string, Sql>> | undefined {
  return on && Object.fromEntries(Object.entries(on).map(([name, text]) => [name, fragment(text)]));
}

/** Options without what is absent, large numbers tagged. */
export function plainNumbers(options: object): object {
  const entries = Object.entries(compact(options)).map(([key, value]) => {
    return [key, typeof value === "bigint" ? { bigint: String(value) } : value];
  });
  return Object.fromEntries(entries);
}

/** A sequence as data. */
export function sequenceOf(name: string, options: SequenceOptions): Sequence {
  return { name, ...plainNumbers(options) };
}

/** A view as data. */
export function viewOf(name: string, query: string | Sql, options: ViewOptions): View {
  const { schema, columns, materialized, on, options: own } = options;
  const only: true | undefined = materialized ? true : undefined;
  return compact({
    name,
    schema,
    query: fragment(query),
    on: fragments(on),
    columns: columns && [...columns],
    materialized: only,
    options: own,
  });
}

/** What tells a routine from others, as data. */
export function routineName(
  { schema, type, arguments: args }: RoutineOptions,
): Omit<Routine, "name" | "definition" | "on"> {
  const only = type === "procedure" ? type : undefined;
  return compact({ schema, type: only, arguments: args });
}

/** A routine as data. */
export function routineOf(
  name: string,
  definition: string | Sql,
  options: RoutineOptions & RoutineVariants,
): Routine {
  const on = fragments(options.on);
  return compact({ name, ...routineName(options), definition: fragment(definition), on });
}

/** A trigger as data. */
export function triggerOf(name: string, definition: string, on: Trigger["on"]): Trigger {
  return compact({ name, sql: definition, on });
}
