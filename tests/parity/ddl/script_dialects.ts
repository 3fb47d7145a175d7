/**
 * Where the SQL for SQL Server and Oracle means to differ from Alembic's, and why.
 *
 * @module
 */
import type { Ddl } from "./differences.ts";

const mssql: readonly Ddl[] = [
  {
    names: /^createTable\/basic\/mssql$|^type\/(?:text|binary)\/mssql$/,
    sql: /(?:VARCHAR|VARBINARY)\(max\)/,
    reason: "TEXT and IMAGE are deprecated; VARCHAR(max) and VARBINARY(max) take their place",
  },
  {
    names: /^type\/(?:dateTime|timestamp)\/mssql$|^addColumn\/default-expr\/mssql$/,
    sql: /DATETIME2 NULL/,
    reason: "DATETIME rounds to 1/300 second, and TIMESTAMP is no time but a row's version",
  },
  {
    names: /^type\/time\/mssql$/,
    sql: / TIME NULL$/,
    reason: "a time of day is TIME; Alembic's DATETIME is for servers before 2008",
  },
  {
    names: /^addColumn\/(?:fk-inline|check|named-check|boolean-check)\/mssql$/,
    sql: /;\nALTER TABLE t ADD (?:CONSTRAINT|CHECK|FOREIGN KEY)/,
    reason: "Alembic leaves the constraint out without a word",
  },
  {
    names: /^addColumn\/primary-key-inline\/(?:mssql|oracle)$/,
    sql: /;\nALTER TABLE t ADD PRIMARY KEY \(id\)$/,
    reason: "Alembic leaves the key out without a word",
  },
  {
    names: /^addColumn\/identity-full\/mssql$/,
    code: "dialect/unsupported",
    reason: "Alembic leaves the limits out without a word; we refuse",
  },
  {
    names: /^alterColumn\/type\/mssql$/,
    code: "dialect/unsupported",
    reason:
      "ALTER COLUMN that does not say NOT NULL takes it away; we refuse where it is not known",
  },
  {
    names: /^alterColumn\/mssql-type-with-default\/mssql$/,
    sql: /drop constraint.*;\nALTER TABLE t ALTER COLUMN c BIGINT NULL;\nALTER TABLE t ADD .*'5'/s,
    reason: "SQL Server rejects a new type while there is a default; ours goes and comes back",
  },
  {
    names: /^createIndex\/(?:expression|mixed-expression|percent)\/mssql$/,
    code: "dialect/unsupported",
    reason: "SQL Server has no indexes on expressions and rejects what Alembic writes; we refuse",
  },
  {
    names: /^dropColumn\/mssql-drop_(?:check|foreign_key-schema)\/mssql$/,
    sql: /^declare @const_name .*sys\.default_constraints/s,
    reason: "a default blocks the drop too and may be there; ours always looks it up",
  },
  {
    names: /^bulkInsert\/(?:two-rows|unicode-percent-backslash)\/mssql$/,
    sql: /^INSERT INTO t \(id, name\) VALUES \(1, (?:'a'|N'äöü)/,
    reason:
      "Alembic sets IDENTITY_INSERT for every table, which SQL Server rejects where there is " +
      "no identity; ours does where it is known, and keeps letters that need N''",
  },
];

const oracle: readonly Ddl[] = [
  {
    names: /^createTable\/all-constraints\/oracle$/,
    code: "dialect/unsupported",
    reason: "Alembic leaves ON UPDATE out with a warning; we refuse what the server can't do",
  },
  {
    names: /^alterColumn\/identity-add\/oracle$/,
    code: "dialect/unsupported",
    reason:
      "Oracle makes no existing column an identity and rejects what Alembic writes; we refuse",
  },
  {
    names: /^type\/string\/oracle$/,
    sql: /VARCHAR2\(255 CHAR\)/,
    reason: "Oracle wants a length; ours is 255 where none is given",
  },
  {
    names:
      /^type\/dateTime\/oracle$|^createTable\/defaults\/oracle$|^addColumn\/default-expr\/oracle$/,
    sql: /TIMESTAMP/,
    reason: "Alembic's DATE keeps no fractions of a second",
  },
  {
    names: /^type\/dateTimeTz\/oracle$/,
    sql: /TIMESTAMP WITH TIME ZONE$/,
    reason: "Alembic's DATE forgets the time zone",
  },
  {
    names: /^type\/time\/oracle$/,
    sql: /INTERVAL DAY\(0\) TO SECOND/,
    reason: "Oracle has no TIME",
  },
  {
    names: /^type\/varbinary\/oracle$/,
    sql: / RAW\(16\)$/,
    reason: "Oracle has no VARBINARY",
  },
  {
    names: /^addColumn\/boolean-check\/oracle$/,
    sql: /NUMBER\(1\) NOT NULL;\nALTER TABLE t ADD CONSTRAINT ck_b CHECK/,
    reason: "Oracle before 23 has no BOOLEAN, and Alembic leaves the check out",
  },
  {
    names: /^(?:dropTable|dropColumn|dropConstraint)\/if-exists\/oracle$/,
    sql: /EXECUTE IMMEDIATE 'ALTER TABLE t DROP|EXECUTE IMMEDIATE 'DROP TABLE t'/,
    reason: "Oracle before 23 has no IF EXISTS; a block does the same on all versions",
  },
];

/** Differences in dialects that only write scripts. */
export const scriptDialects: readonly Ddl[] = [...mssql, ...oracle];
