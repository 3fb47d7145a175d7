/**
 * The exceptions from the house rules, each with its reason. Keep it short.
 *
 * @module
 */

/** Files that may have more than 300 lines. */
export const longFiles: Readonly<Record<string, string>> = {};

/** Files whose name is not snake_case. */
export const oddNames: Readonly<Record<string, string>> = {
  "README.md": "the name that readers look for",
  "CHANGELOG.md": "the name that readers look for",
  "LICENSE": "the name that tools look for",
};
