/**
 * What the catalog queries give.
 *
 * @module
 */

/** A number that the driver may give as text. */
export type Whole = number | string;

/** A table. */
export interface RelationRow {
  /** Its number. */
  readonly oid: Whole;
  /** Its name. */
  readonly name: string;
  /** The number of its schema. */
  readonly space: Whole;
  /** `p` permanent, `u` unlogged. */
  readonly persistence: string;
  /** Whether it is a partition of another table. */
  readonly partition: boolean;
  /** The number of its tablespace; 0 for the usual one. */
  readonly tablespace: Whole;
  /** The number of its access method. */
  readonly method: Whole;
  /** Storage parameters as JSON: `["fillfactor=70"]`. */
  readonly options: string | null;
  /** What a partitioned table is parted by. */
  readonly partkey: string | null;
}

/** A column. */
export interface ColumnRow {
  /** The number of its table. */
  readonly rel: Whole;
  /** Its number in the table. */
  readonly num: number;
  /** Its name. */
  readonly name: string;
  /** Its type as `format_type()` spells it. */
  readonly type: string;
  /** The number of its type. */
  readonly typid: Whole;
  /** Whether it may not be null. */
  readonly notnull: boolean;
  /** `a` or `d` for identity, else empty. */
  readonly identity: string;
  /** `s` for stored computed columns, `v` for virtual ones, else empty. */
  readonly generated: string;
  /** The number of its collation. */
  readonly collation: Whole;
}

/** A default or the expression of a computed column. */
export interface DefaultRow {
  /** The number of its table. */
  readonly rel: Whole;
  /** The number of its column. */
  readonly num: number;
  /** The expression. */
  readonly text: string;
}

/** A constraint. */
export interface ConstraintRow {
  /** The number of its table. */
  readonly rel: Whole;
  /** Its name. */
  readonly name: string;
  /** `p`, `u`, `f`, `c` or `x`. */
  readonly type: string;
  /** Its columns, as JSON. */
  readonly key: string | null;
  /** The number of the table that it references. */
  readonly frel: Whole;
  /** The columns that it references, as JSON. */
  readonly fkey: string | null;
  /** The letters of ON DELETE, ON UPDATE and MATCH. */
  readonly actions: string;
  /** Whether it is deferrable. */
  readonly deferrable: boolean;
  /** Whether it is deferred unless told otherwise. */
  readonly deferred: boolean;
  /** Whether tables that inherit don't get it. */
  readonly noinherit: boolean;
  /** The index behind it. */
  readonly index: Whole;
  /** The expression of a check. */
  readonly text: string | null;
  /** The operators of an exclusion, as JSON. */
  readonly operators: string | null;
}

/** An index. */
export interface IndexRow {
  /** Its number. */
  readonly oid: Whole;
  /** The number of its table. */
  readonly rel: Whole;
  /** Its name. */
  readonly name: string;
  /** The number of its access method. */
  readonly method: Whole;
  /** Whether it is unique. */
  readonly uniq: boolean;
  /** Whether a build of it has failed, or goes on still. */
  readonly invalid: boolean;
  /** Whether nulls are equal in it. */
  readonly nullsame: boolean;
  /** How many of its columns are its key. */
  readonly keys: number;
  /** The numbers of its columns, 0 for expressions, blanks between. */
  readonly key: string;
  /** The orders of its key columns. */
  readonly orders: string;
  /** The operator classes of its key columns. */
  readonly classes: string;
  /** The collations of its key columns. */
  readonly collations: string;
  /** Its key columns as JSON, where one is an expression. */
  readonly expressions: string | null;
  /** The whole of it as SQL, where it has expressions. */
  readonly definition: string | null;
  /** Its condition. */
  readonly pred: string | null;
  /** Storage parameters as JSON. */
  readonly options: string | null;
  /** The number of its tablespace. */
  readonly tablespace: Whole;
}

/** A sequence that belongs to a column. */
export interface SequenceRow {
  /** The number of the table. */
  readonly rel: Whole;
  /** The number of the column. */
  readonly num: number;
  /** `i` for identity, `a` for serial. */
  readonly kind: string;
  /** Its name as the server spells it in a default. */
  readonly name: string;
  /** The first number. */
  readonly start: string;
  /** The step. */
  readonly increment: string;
  /** The smallest number. */
  readonly min: string;
  /** The largest number. */
  readonly max: string;
  /** How many a session takes at once. */
  readonly cache: string;
  /** Whether it begins again. */
  readonly cycle: boolean;
}

/** Names and small facts of many catalogs. */
export interface NoteRow {
  /** What is told. */
  readonly kind:
    | "schema"
    | "default"
    | "comment"
    | "extension"
    | "inherits"
    | "method"
    | "collation"
    | "class"
    | "tablespace"
    | "enum"
    | "label";
  /** Of which object. */
  readonly oid: Whole;
  /** Its number there: of a column, an order. */
  readonly sub: Whole;
  /** The text. */
  readonly text: string;
}

/** The rows of all queries. */
export interface Catalog {
  /** Tables. */
  readonly relations: readonly RelationRow[];
  /** Columns. */
  readonly columns: readonly ColumnRow[];
  /** Defaults. */
  readonly defaults: readonly DefaultRow[];
  /** Constraints. */
  readonly constraints: readonly ConstraintRow[];
  /** Indexes. */
  readonly indexes: readonly IndexRow[];
  /** Sequences. */
  readonly sequences: readonly SequenceRow[];
  /** Names and small facts. */
  readonly notes: readonly NoteRow[];
}
