/**
 * Recorded cases that retort does not do right yet: this list only ever gets shorter.
 *
 * @module
 */

/** A case that is not there yet. */
export interface Open {
  /** The names of the cases. */
  readonly names: readonly string[];
  /** What is wrong. */
  readonly reason: string;
}

/** All cases about SQL that are not there yet. */
export const openDdl: readonly Open[] = [
  {
    names: ["alterColumn/mysql-timestamp-default/mariadb"],
    reason: "ON UPDATE can't be set on a column that is there: the op has no word for it, and " +
      "behind a default it becomes SQL that the server rejects",
  },
  {
    names: ["bulkInsert/dates/sqlite"],
    reason: "a Date becomes text with T and Z, which does not sort with that of CURRENT_TIMESTAMP",
  },
  {
    names: [
      "dropColumn/mssql-drop_check/mssql",
      "dropColumn/mssql-drop_foreign_key-schema/mssql",
      "dropColumn/mssql-all/mssql",
    ],
    reason:
      "SQL Server drops no column that a check or a foreign key is about, and op.dropColumn " +
      "has no options to drop those first",
  },
];

/** The reason why a case is not there yet, if it is open. */
export function openReason(name: string): string | undefined {
  return openDdl.find(({ names }) => names.includes(name))?.reason;
}
