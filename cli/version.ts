/**
 * The version of the command line.
 *
 * @module
 */

/** The version, as in `deno.json` of this package. */
export const version = "0.1.0";
