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
}

/** The words for each error of the conformance suite. */
export const testingErrors: Catalog<TestingErrors> = {
  "testing/not-kept": {
    exit: 1,
    message: ({ promise, found }) => ["This does not hold: " + promise, ...found].join("\n  "),
    hint: () => "correct the dialect, or skip the test with the reason: skip: { name: reason }",
  },
};
