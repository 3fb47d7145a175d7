/**
 * Statements: rendered SQL as data, to be printed, planned or run.
 *
 * @module
 */
import type { Literal } from "../schema/mod.ts";

/** SQL with its placeholders' values. */
export interface Query {
  /** The SQL. */
  readonly sql: string;
  /** The values of the placeholders. */
  readonly params?: readonly Literal[];
}

/** What a statement costs the server. */
export type Cost = "catalog" | "scan" | "rewrite" | "unknown";

/** A rendered statement. */
export interface Statement extends Query {
  /** Said above it in a script. */
  readonly comment?: string;
  /** Whether it needs a transaction around it, or must not have one. */
  readonly transaction?: "required" | "forbidden";
  /** Runs outside the revision's transaction, before it begins or after it ended; once each. */
  readonly around?: "before" | "after";
  /**
   * A check: rows of this query are violations, and undo the transaction. A row with nothing but a
   * `count` stands for so many.
   */
  readonly violations?: string;
  /** Whether a check must hold still when the revision ends: then it is run again before the commit. */
  readonly lasting?: boolean;
  /** What it costs the server. */
  readonly cost?: Cost;
}
