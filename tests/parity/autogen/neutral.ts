/**
 * The form in which autogenerate was recorded.
 *
 * @module
 */
import type { Fields, NeutralTable } from "../ddl/neutral.ts";

/** One difference, in Alembic's words. */
export type Word = { readonly op: string } & Fields;

/** A recorded case. */
export interface AutogenCase {
  readonly name: string;
  /** `sqlite`, `postgresql` or `mariadb`. */
  readonly db: string;
  readonly options: AutogenOptions;
  /** The statements that make the live schema. */
  readonly from: readonly string[];
  /** The tables of the models. */
  readonly to: readonly NeutralTable[];
  readonly expect: { readonly diffs?: readonly Word[]; readonly error?: string };
  /** What must be said, whatever Alembic says. */
  readonly wanted?: string;
  /** Alembic reports something where there is nothing. */
  readonly alembicFalsePositive?: boolean;
}

/** The settings under which a case was recorded. */
export interface AutogenOptions {
  readonly compareType: boolean;
  readonly compareServerDefault: boolean;
  readonly skipTableNames?: readonly string[];
  /** Alembic's templates by the kind of constraint. */
  readonly namingConvention?: Readonly<Record<string, string>>;
}
