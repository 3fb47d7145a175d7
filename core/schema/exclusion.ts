/**
 * Exclusion constraints.
 *
 * @module
 */
import type { Deferral, DialectOptions } from "./model.ts";
import type { Sql } from "./sql.ts";

/** What two rows are compared by in an {@link Exclusion}: a column or an expression, and an operator. */
export interface ExclusionPart {
  /** The column. */
  readonly column?: string;
  /** The expression. */
  readonly expression?: Sql;
  /** The operator: `=`, `&&`. */
  readonly operator: string;
}

/** An exclusion constraint: no two rows may give true for all of its comparisons. */
export interface Exclusion extends Deferral {
  /** The name; where it is absent, the server's own. */
  readonly name?: string;
  /** The comparisons, in order. */
  readonly elements: readonly ExclusionPart[];
  /** The method of the index behind it: `gist`. */
  readonly using?: string;
  /** Only rows for which this holds are compared. */
  readonly where?: Sql;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}
