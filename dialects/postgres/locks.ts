/**
 * What statements lock, by their first words: the modes of "Explicit Locking" and of the page of each
 * statement in PostgreSQL's manual.
 *
 * @module
 */

const rules: readonly (readonly [RegExp, string])[] = [
  [/^(?:CREATE|DROP)\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\b/i, "SHARE UPDATE EXCLUSIVE"],
  [/^CREATE\s+(?:UNIQUE\s+)?INDEX\b/i, "SHARE: writers wait"],
  [/^REFRESH\s+MATERIALIZED\s+VIEW\s+CONCURRENTLY\b/i, "EXCLUSIVE: writers wait"],
  [/^ALTER\s+TABLE\b.*\bVALIDATE\s+CONSTRAINT\b/is, "SHARE UPDATE EXCLUSIVE"],
  [/^ALTER\s+TABLE\b.*\bSET\s+(?:STATISTICS|\()/is, "SHARE UPDATE EXCLUSIVE"],
  [
    /^ALTER\s+TABLE\b.*\bADD\s+(?:CONSTRAINT\s+\S+\s+)?FOREIGN\s+KEY\b/is,
    "SHARE ROW EXCLUSIVE on both tables: writers wait",
  ],
  [/^CREATE\s+(?:OR\s+REPLACE\s+)?TRIGGER\b/i, "SHARE ROW EXCLUSIVE: writers wait"],
  [/^(?:ALTER|DROP)\s+TABLE\b/i, "ACCESS EXCLUSIVE: readers and writers wait"],
  [/^(?:ALTER|DROP)\s+INDEX\b/i, "ACCESS EXCLUSIVE: readers and writers wait"],
  [/^(?:REFRESH|ALTER|DROP)\s+MATERIALIZED\b/i, "ACCESS EXCLUSIVE: readers and writers wait"],
  [/^(?:CREATE\s+OR\s+REPLACE|ALTER|DROP)\s+VIEW\b/i, "ACCESS EXCLUSIVE on the view"],
  [/^COMMENT\s+ON\s+(?:TABLE|COLUMN)\b/i, "SHARE UPDATE EXCLUSIVE"],
  [/^(?:INSERT|UPDATE|DELETE|MERGE)\b/i, "ROW EXCLUSIVE, and the rows that it changes"],
];

/** What a statement locks. */
export function locks(sql: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(sql.trimStart()))?.[1];
}
