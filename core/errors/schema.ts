/**
 * Errors about tables, columns and literals as they are declared.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error about declarations. */
export interface SchemaErrors {
  /** A value cannot be written as a literal. */
  "schema/bad-literal": { readonly value: string };
  /** A function of models or types was called with something that it does not take. */
  "schema/bad-argument": { readonly of: string; readonly problem: string };
  /** A text names no column. */
  "schema/bad-reference": { readonly reference: string };
  /** Two tables have one name. */
  "schema/duplicate-table": {
    readonly table: string;
    /** The two metadatas that declare it, where it is not one alone. */
    readonly in?: readonly string[];
  };
  /** Two columns of a table have one name. */
  "schema/duplicate-column": { readonly table: string; readonly column: string };
  /** A constraint or index names a column there isn't. */
  "schema/unknown-column": {
    readonly table: string;
    readonly column: string;
    readonly columns: readonly string[];
  };
  /** An index in an op lacks a name. */
  "schema/unnamed-index": { readonly table: string; readonly columns: readonly string[] };
  /** A table has two primary keys. */
  "schema/two-primary-keys": { readonly table: string };
  /** A foreign key points at a table or column that there isn't. */
  "schema/unknown-target": {
    readonly table: string;
    readonly reference: string;
    /** Whether the table is there, only not the column. */
    readonly exists: boolean;
  };
  /** A column of the models has a type of another dialect. */
  "schema/foreign-type": {
    readonly table: string;
    readonly column: string;
    readonly type: string;
    /** The module that the type is imported from. */
    readonly from: string;
    readonly dialect: string;
  };
  /** Columns say different values for the enum of one name. */
  "schema/enum-conflict": { readonly name: string; readonly said: readonly string[] };
  /** Two objects of a kind have one name. */
  "schema/duplicate-object": {
    readonly noun: string;
    readonly name: string;
    /** The two metadatas that say different things of it, where it is not one alone. */
    readonly in?: readonly string[];
  };
  /** A trigger hangs on nothing that was declared. */
  "schema/lonely-trigger": { readonly trigger: string; readonly table: string };
  /** A schema source cannot read its file. */
  "schema/bad-source": {
    readonly source: string;
    /** The line, where it is known. */
    readonly line?: number;
    readonly problem: string;
  };
  /** SQL that is to be run in a scratch database reaches others. */
  "schema/leaves-scratch": { readonly statement: string };
  /** The server cannot take a name. */
  "schema/bad-name": { readonly name: string; readonly reason: string };
}

/** The words for each error about declarations. */
export const schemaErrors: Catalog<SchemaErrors> = {
  "schema/bad-literal": {
    exit: 1,
    message: ({ value }) => `"${value}" cannot be written as a literal`,
    hint: () =>
      "use a finite number, a string, a boolean, null, a bigint, a Date, bytes, or sql`…`",
  },
  "schema/enum-conflict": {
    exit: 1,
    message: ({ name, said }) => `The enum "${name}" has different values: ${said.join("; ")}`,
    hint: () => "declare the values once and use them in all columns",
  },
  "schema/bad-argument": {
    exit: 1,
    message: ({ of, problem }) => `${of}(): ${problem}`,
    hint: () => 'correct the call; "deno check" finds such mistakes',
  },
  "schema/bad-reference": {
    exit: 1,
    message: ({ reference }) => `"${reference}" does not name a column`,
    hint: () => 'write "table.column", "schema.table.column" or { table, column }',
  },
  "schema/duplicate-table": {
    exit: 1,
    message: ({ table, in: both }) =>
      `Table "${table}" is declared twice${both ? `: in ${both.join(" and in ")}` : ""}`,
    hint: ({ in: both }) =>
      both
        ? "declare it in one of them; foreign keys of the other name it as text"
        : "give one of them another name",
  },
  "schema/duplicate-column": {
    exit: 1,
    message: ({ table, column }) => `Column "${column}" is declared twice in table "${table}"`,
    hint: () => "give one of them another name",
  },
  "schema/unknown-column": {
    exit: 1,
    message: ({ table, column }) =>
      `Table "${table}" has no column "${column}", but a constraint or index names it`,
    hint: ({ columns }) => `its columns are ${list(columns)}`,
  },
  "schema/unnamed-index": {
    exit: 1,
    message: ({ table, columns }) => `An index on ${list(columns)} of "${table}" has no name`,
    hint: () => 'in an op an index needs a name: .index({ name: "…" })',
  },
  "schema/two-primary-keys": {
    exit: 1,
    message: ({ table }) => `Table "${table}" has two primary keys`,
    hint: () => 'for a key of several columns write primaryKey(["a", "b"]) once',
  },
  "schema/duplicate-object": {
    exit: 1,
    message: ({ noun, name, in: both }) =>
      `The ${noun} "${name}" is declared twice${both ? `: in ${both.join(" and in ")}` : ""}`,
    hint: ({ in: both }) =>
      both ? "declare it in one of them, or the same in both" : "give one of them another name",
  },
  "schema/lonely-trigger": {
    exit: 1,
    message: ({ trigger, table }) =>
      `Trigger "${trigger}" is on "${table}", which is no declared table or view`,
    hint: () => "declare the table in the same metadata, or correct the name",
  },
  "schema/bad-source": {
    exit: 1,
    message: ({ source, line, problem }) =>
      `${source}${line === undefined ? "" : `:${line}`}: ${problem}`,
    hint: () => "correct the file, or declare what it says by other means",
  },
  "schema/leaves-scratch": {
    exit: 8,
    message: ({ statement }) => `The SQL reaches more than its own scratch database: ${statement}`,
    hint: () => "name tables without their database, and leave databases and roles to a script",
  },
  "schema/bad-name": {
    exit: 1,
    message: ({ name, reason }) => `"${name}" cannot be a name: ${reason}`,
    hint: () => "choose another name",
  },
  "schema/unknown-target": {
    exit: 1,
    message: ({ table, reference, exists }) =>
      `A foreign key of "${table}" points at "${reference}", ${
        exists
          ? "which that table does not have"
          : "whose table is in no model and not in the database"
      }`,
    hint: () => "correct the reference, or declare what it points at",
  },
  "schema/foreign-type": {
    exit: 1,
    message: ({ table, column, type, from, dialect }) =>
      `Column "${table}.${column}" has the type ${type} of "${from}", which ${dialect} does not have`,
    hint: ({ dialect }) =>
      `give it another type, or another one there: .on({ ${dialect}: … }) behind the type`,
  },
};
