/**
 * Connections that write down what is asked of them.
 *
 * @module
 */
import type { Connection, Query } from "@retort/core/dialect";

/** A connection and what was asked of it. */
export interface Recorder {
  /** The connection; closing it closes nothing, so that the next measurement finds it open. */
  readonly db: Connection;
  /** The queries, those together that were sent before the first of them was answered. */
  readonly asked: readonly (readonly Query[])[];
  /** How often the server was asked for anything. */
  readonly count: number;
}

/** Writes down what a connection is asked. */
// deno-lint-ignore style/function-length -- a connection is one object
export function recorderOf(inner: Connection): Recorder {
  const asked: Query[][] = [];
  let open = 0;
  let count = 0;
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    count++;
    open++;
    try {
      return await work();
    } finally {
      open--;
    }
  };
  const query = (item: Query): Promise<readonly object[]> => {
    const last = open > 0 ? asked.at(-1) : undefined;
    if (last) last.push(item);
    else asked.push([item]);
    return counted(() => inner.query(item));
  };
  const own: Readonly<Record<string, unknown>> = {
    query,
    execute: (item: Query) => counted(() => inner.execute(item)),
    close: () => Promise.resolve(),
    ...(inner.rows
      ? {
        rows: (...args: Parameters<NonNullable<Connection["rows"]>>) =>
          counted(() => inner.rows?.(...args) ?? Promise.resolve(undefined)),
      }
      : {}),
  };
  const db = new Proxy(inner, {
    get(target, key): unknown {
      if (typeof key === "string" && Object.hasOwn(own, key)) return own[key];
      const found: unknown = Reflect.get(target, key, target);
      return typeof found === "function" ? found.bind(target) : found;
    },
  });
  return {
    db,
    asked,
    get count() {
      return count;
    },
  };
}
