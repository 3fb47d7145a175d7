/**
 * Where autogenerate means to differ from Alembic's, and why.
 *
 * @module
 */
import type { FaultReason } from "./reason.ts";

const types: readonly FaultReason[] = [
  {
    names: /^types\/live (?:VARCHAR\/sqlite|varchar(?:\(50\))?\/postgresql)$/,
    faults: /^extra modifyType t\.c_(?:string50|string100|unicode50|citextless)$/,
    reason: "Alembic takes text of any length and text of some length for the same; we don't",
  },
  {
    names: /^types\/live (?:NUMERIC|NUMERIC\(10, 2\)|DECIMAL\(10,2\))\/sqlite$/,
    faults: /^extra modifyType t\.c_numeric(?:10_2|12_4)?$/,
    reason: "Alembic does not see digits that come or go; we do",
  },
  {
    names: /^types\/live (?:decimal\(10,2\)|numeric\(12,4\))\/mariadb$/,
    faults: /^extra modifyType t\.c_numeric$/,
    reason: "DECIMAL is DECIMAL(10, 0) to the server; Alembic takes it for any DECIMAL",
  },
  {
    names: /^types\/live BIGINT UNSIGNED\/sqlite$/,
    faults: /^extra modifyType t\.c_integer$/,
    reason: "Alembic forgets what was declared and sees INTEGER; we compare what was declared",
  },
  {
    names: /^types\/live untyped\/sqlite$/,
    faults: /^extra modifyType t\./,
    reason: "a column without a type keeps values in another way; Alembic leaves it alone",
  },
  {
    names: /^types\/live (?:timestamp(?:\(3\))?\/postgresql|datetime(?:\(6\))?\/mariadb)$/,
    faults: /^extra modifyType t\.c_(?:timestamp3?|datetime(?:6|tz)?|interval)$/,
    reason: "Alembic does not see digits after the seconds; we do",
  },
  {
    names: /^types\/live text\[\]\/postgresql$/,
    faults: /^extra modifyType t\.c_(?:text|unicodetext)$/,
    reason: "Alembic takes an array of text for text; we don't",
  },
  {
    names: /^types\/live int\(11\)\/mariadb$/,
    faults: /^extra modifyType t\.c_unsigned$/,
    reason: "Alembic does not see UNSIGNED; we do",
  },
  {
    names: /^types\/live (?:tinyint|bool)\/mariadb$/,
    faults: /^extra modifyType t\.c_(?:boolean|tinyint)$/,
    reason: "TINYINT(1) is what drivers read as a boolean; Alembic sees no difference to TINYINT",
  },
  {
    names: /^types\/live longtext\/mariadb$/,
    faults: /^extra modifyType t\.c_json$/,
    reason: "JSON is LONGTEXT with a check; Alembic takes the one without it for JSON",
  },
  {
    names: /^types\/live enum\('a','b'\)\/mariadb$/,
    faults: /^extra modifyType t\.c_enumreordered$/,
    reason: "values of an ENUM are sorted by their place; Alembic does not see their order",
  },
  {
    names: /^types\/live .*\/mariadb$/,
    faults: /^extra modifyCollation t\.c_charsetbin$/,
    reason: "Alembic does not see collations; we do",
  },
  {
    names: /^types\/live real\/mariadb$/,
    faults: /^missing modifyType t\.c_real$/,
    reason: "REAL is what the server calls DOUBLE; Alembic reports a change on every run",
  },
];

const defaults: readonly FaultReason[] = [
  {
    names:
      /^defaults\/live .*(?: DEFAULT NULL\/model (?:none|sqlNull)|no default\/model sqlNull)\//,
    faults: /^missing modifyDefault t\.x$/,
    reason: "DEFAULT NULL is what a column without a default has",
  },
  {
    names:
      /^defaults\/live .* DEFAULT (?:'it''s'\/model quote|''\/model empty)\/(?:sqlite|mariadb)$/,
    faults: /^missing modifyDefault t\.x$/,
    reason: "the default is the same; Alembic is confused by quotes and reports it on every run",
  },
  {
    names: /^defaults\/live BOOLEAN DEFAULT true\/model vTrue\/sqlite$/,
    faults: /^extra modifyDefault t\.x$/,
    reason: "TRUE is 1 to SQLite and 'true' is a text; Alembic takes them for the same",
  },
  {
    names: /^defaults\/live BOOLEAN DEFAULT 1\/model sqlTrue\/sqlite$/,
    faults: /^missing modifyDefault t\.x$/,
    reason: "TRUE is 1 to SQLite; Alembic compares their text",
  },
  {
    names: /^defaults\/live datetime DEFAULT CURRENT_TIMESTAMP\/model upper\/mariadb$/,
    faults: /^missing modifyDefault t\.x$/,
    reason: "NOW() is CURRENT_TIMESTAMP; Alembic reports it on every run",
  },
];

const names: readonly FaultReason[] = [
  {
    names: /^column-case-differs\/sqlite$/,
    faults: /^(?:missing (?:add|remove)Column t\.name|extra renameColumn )/i,
    reason:
      "names in another case are one to the server, which refuses to add what Alembic drops " +
      "afterwards; we rename",
  },
];

const constraints: readonly FaultReason[] = [
  {
    names: /^primary-key-(?:change|added|name)-ignored\//,
    faults: /^extra (?:add|remove)Constraint primaryKey t /,
    reason: "Alembic does not see primary keys; we do",
  },
  {
    names: /^unique-unnamed-live-vs-named\/sqlite$/,
    faults: /^missing addConstraint unique t ux \(a\)$/,
    reason: "the constraint is there, without a name; Alembic would add it again",
  },
  {
    names: /^exclude-implicit-index\/postgresql$/,
    faults: /^extra removeConstraint exclude t ex$/,
    reason: "Alembic does not see exclusion constraints; we do",
  },
  {
    names: /^fk-name-differs\/mariadb$/,
    faults: /^extra (?:add|remove)ForeignKey t fk_/,
    reason: "a later revision calls the key by its name; Alembic does not compare it",
  },
  {
    names: /^check-(?:text-changed-not-detected|unnamed-model)\//,
    faults: /^extra (?:add|remove)Constraint check t /,
    reason: "Alembic does not see the text of checks, nor checks without a name; we do",
  },
  {
    names: /^sqlite-int-pk-nullable\/sqlite$/,
    faults: /^missing modifyNullable t\.id to false$/,
    reason: "INTEGER PRIMARY KEY can't be null on SQLite, whatever is declared",
  },
];

const others: readonly FaultReason[] = [
  {
    names: /^index-(?:desc|expression|partial|opclass|fillfactor)[^/]*\//,
    faults: /^extra (?:add|remove)Index t ix_a /,
    reason: "Alembic does not see order, conditions, expressions, operator classes and storage " +
      "of indexes everywhere; we do",
  },
  {
    names: /^computed-[^/]+\//,
    faults: /^extra (?:add|remove)Column t\.b null$/,
    reason: "Alembic warns that it can't change a computed column; we make it anew",
  },
  {
    names: /^(?:plain-vs-autoincrement|serial-vs-identity|identity-vs-plain)\/postgresql$/,
    faults: /^extra modifyType t\.id$/,
    reason: "serial is a type of its own here; Alembic does not see a sequence come or go",
  },
  {
    names: /^enum-[^/]+\/postgresql$/,
    faults: /^extra (?:createEnum|dropEnum|addEnumValue) /,
    reason: "Alembic does not see enums and their values; we do",
  },
  {
    names: /^(?:view|trigger)-ignored\//,
    faults: /^extra drop(?:View|Trigger) /,
    reason: "Alembic does not see views and triggers; here, where all may be dropped, we do",
  },
];

/** All differences of autogenerate that are meant. */
export const autogenDifferences: readonly FaultReason[] = [
  ...types,
  ...defaults,
  ...names,
  ...constraints,
  ...others,
];
