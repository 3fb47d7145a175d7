/**
 * Errors of the conformance suite.
 *
 * @module
 */
import type { Catalog } from "./catalog.ts";

/** The data of each error of the conformance suite. */
export interface TestingErrors {
  /** A dialect or its server does not do what it should. */
  "testing/not-kept": {
    /** What should be so. */
    readonly promise: string;
    /** What was found instead, a line each. */
    readonly found: readonly string[];
  };
  /** The dialect does not copy databases. */
  "testing/no-copies": { readonly dialect: string };
  /** The section of the config file is protected: no databases are made beside that one. */
  "testing/protected": { readonly path: string; readonly section: string };
}

/** The words for each error of the conformance suite. */
export const testingErrors: Catalog<TestingErrors> = {
  "testing/not-kept": {
    exit: 1,
    message: ({ promise, found }) => ["This does not hold: " + promise, ...found].join("\n  "),
    hint: () => "correct the dialect, or skip the test with the reason: skip: { name: reason }",
  },
  "testing/no-copies": {
    exit: 1,
    message: ({ dialect }) => `The dialect ${dialect} makes no databases for tests`,
    hint: () => "use migrate() on a database that the test makes itself",
  },
  "testing/protected": {
    exit: 8,
    message: ({ path, section }) =>
      `Section [${section}] of ${path} is protected: no databases for tests are made beside its own`,
    hint: () => "name another server: RETORT_TEST_URL, or testDatabase({ url })",
  },
};
