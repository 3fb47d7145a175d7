/**
 * Errors of packages that do not go together.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error of versions. */
export interface VersionErrors {
  /** Something was made with another version of core, which this one does not understand. */
  "versions/mixed": {
    /** What: `the dialect sqlite`. */
    readonly what: string;
    /** The version that it was made with; several where it may be any of them. */
    readonly theirs: readonly string[];
    /** The version that shall work with it. */
    readonly ours: string;
  };
}

/** The words for each error of versions. */
export const versionErrors: Catalog<VersionErrors> = {
  "versions/mixed": {
    exit: 1,
    message: ({ what, theirs, ours }) =>
      `"${what}" comes from @retort/core ${
        list(theirs)
      }, and @retort/core "${ours}" cannot work with it`,
    hint: () =>
      'let all @retort packages have one version in deno.json; "deno outdated --update" brings them there',
  },
};
