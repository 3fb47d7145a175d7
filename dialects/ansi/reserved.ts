/**
 * Words that can't be names without quotes.
 *
 * @module
 */

/** The reserved words of standard SQL that servers insist on. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "all alter analyse analyze and any array as asc asymmetric authorization between binary both " +
    "case cast check collate collation column concurrently constraint create cross current_catalog " +
    "current_date current_path current_role current_schema current_time current_timestamp " +
    "current_user default deferrable delete desc distinct do drop else end escape except exists " +
    "false fetch for foreign freeze from full function grant group having ilike in index initially " +
    "inner insert intersect into is isnull join lateral leading left like limit localtime " +
    "localtimestamp natural not notnull null offset on only or order outer over overlaps placing " +
    "primary references returning right row rows select session_user set similar some symmetric " +
    "table tablesample then to trailing true union unique update user using values variadic " +
    "verbose when where window with"
  ).split(" "),
);
