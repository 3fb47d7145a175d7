/**
 * What kind of thing a value of Drizzle's is, by the mark that all copies of Drizzle share.
 *
 * @module
 */
import { entityKind, is } from "drizzle-orm";

/** The dialects of retort that Drizzle has tables for. */
export type DialectName = "postgres" | "mysql" | "sqlite";

const tables: Readonly<Record<string, DialectName>> = {
  PgTable: "postgres",
  MySqlTable: "mysql",
  SQLiteTable: "sqlite",
};

/** The names of the classes that a value is of, the particular one first. */
function* kindsOf(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (let at: object | null = Object.getPrototypeOf(value); at; at = Object.getPrototypeOf(at)) {
    const { constructor } = at;
    if (Object.hasOwn(constructor, entityKind)) {
      yield String(Reflect.get(constructor, entityKind));
    }
  }
}

/** The dialect of the first table. */
export function dialectOf(values: readonly unknown[]): DialectName | undefined {
  for (const value of values) {
    for (const kind of kindsOf(value)) {
      const found = tables[kind];
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The values that are of a class of Drizzle's. */
export function allOf<T>(
  values: readonly unknown[],
  type: (abstract new (...args: never[]) => T) & { readonly [entityKind]: string },
): readonly T[] {
  return values.filter((value): value is T =>
    is(value, type as Parameters<typeof is>[1]) && typeof value !== "function"
  );
}
