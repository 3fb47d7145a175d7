/**
 * The conformance suite as tests of Deno, and databases for it.
 *
 * @module
 */
import { conformance, type ConformanceOptions, type FreshDatabase } from "@retort/core/testing";

/** Registers all tests of the suite; they are skipped where something is missing. */
export function registerConformance(
  options: ConformanceOptions,
  missing?: string,
): void {
  for (const { name, run, skipped } of conformance(options)) {
    const why = missing ?? skipped;
    const title = `${options.dialect.name} conforms: ${name}`;
    Deno.test({
      name: why === undefined ? title : `${title} (${why})`,
      ignore: why !== undefined,
      fn: run,
    });
  }
}

/** Works with a database until that is done; `withDatabase` of a server. */
export type With = (work: (database: { readonly url: string }) => Promise<void>) => Promise<void>;

/** A database for as long as nobody closes it, from a function that works with one. */
export function opened(withOne: With): Promise<FreshDatabase> {
  return new Promise((resolve, reject) => {
    const { promise, resolve: end } = Promise.withResolvers<void>();
    const done = withOne(({ url }) => {
      resolve({
        url,
        close: async () => {
          end();
          await done;
        },
      });
      return promise;
    });
    done.catch(reject);
  });
}

/** Databases that are used again, where making one takes long: each is emptied before. */
export function pooled(
  make: () => Promise<FreshDatabase>,
  empty: (url: string) => Promise<void>,
): { readonly fresh: () => Promise<FreshDatabase>; readonly close: () => Promise<void> } {
  const all: FreshDatabase[] = [];
  const free: FreshDatabase[] = [];
  return {
    async fresh() {
      const found = free.pop() ?? await make();
      if (!all.includes(found)) all.push(found);
      await empty(found.url);
      return { url: found.url, close: () => Promise.resolve(void free.push(found)) };
    },
    async close() {
      for (const item of all) await item.close();
    },
  };
}
