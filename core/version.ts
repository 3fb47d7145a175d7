/**
 * The version of retort.
 *
 * @module
 */

/** The version of retort, as written into the history and printed by `--version`. */
export const version: string = "0.1.0";
