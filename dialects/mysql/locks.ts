/**
 * What statements lock, by their first words: metadata locks as MariaDB's and MySQL's manuals describe
 * them.
 *
 * @module
 */

const metadata = "the table's metadata, alone at its beginning and end: all wait";

const rules: readonly (readonly [RegExp, string])[] = [
  [/^ALTER\s+(?:\w+\s+)*TABLE\b/i, metadata],
  [/^(?:CREATE|DROP)\s+(?:\w+\s+)*INDEX\b/i, metadata],
  [/^(?:DROP|RENAME)\s+TABLE\b/i, "the table's metadata, alone: all wait"],
  [/^(?:CREATE|DROP)\s+(?:\w+\s+)*TRIGGER\b/i, "the table's metadata, alone: all wait"],
  [/^(?:INSERT|UPDATE|DELETE|REPLACE)\b/i, "the rows that it reads and changes"],
];

/** What a statement locks. */
export function locks(sql: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(sql.trimStart()))?.[1];
}
