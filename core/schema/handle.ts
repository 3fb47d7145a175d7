/**
 * What metadata is known by, and what it gives for a declared table.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { isCompatible, version } from "../version.ts";
import type { ColumnReference } from "./column.ts";
import type { MetaData } from "./metadata.ts";
import type { Schema, Table } from "./model.ts";
import type { NamingConvention } from "./naming.ts";

/** A declared table: its columns can be referenced by name. */
export interface TableHandle<N extends string = string> {
  /** The table as data. */
  readonly table: Table;
  /** References to the columns: `users.columns.id`. */
  readonly columns: { readonly [name in N]: ColumnReference };
}

/** What metadata is made with. */
export interface MetaDataOptions {
  /** How constraints without a name are called, where that is not as usual. */
  readonly naming?: Partial<NamingConvention>;
  /** The schema of all that does not name one. */
  readonly schema?: string;
  /** What is declared from the start: tables and objects that a schema source has read. */
  readonly from?: Schema;
  /** What the source says and no table can hold, in words. */
  readonly notes?: readonly string[];
}

/** The key by which metadata is known, whichever copy of this package made it. */
export const metadataBrand: unique symbol = Symbol.for("retort.metadata") as never;

/** Whether a value is {@link MetaData}, also of another copy of this package. */
export function isMetaData(value: unknown): value is MetaData {
  return typeof value === "object" && value !== null && metadataBrand in value;
}

/**
 * Refuses metadata that a version made which means something else by it.
 *
 * @throws {RetortError} `versions/mixed`.
 */
export function checkMetaData(value: MetaData): void {
  const { [metadataBrand]: made } = value as { readonly [metadataBrand]?: unknown };
  if (typeof made !== "string" || isCompatible(made)) return;
  throw new RetortError("versions/mixed", { what: "MetaData", theirs: [made], ours: version });
}
