/**
 * What MikroORM says of the schema that its entities want. These are its own shapes, as far as they
 * are read: the plugin loads nothing of MikroORM's, which comes with the user's instance.
 *
 * @module
 */

/** A column. */
export interface TargetColumn {
  readonly name: string;
  readonly type: string;
  readonly unsigned?: boolean;
  readonly autoincrement?: boolean;
  readonly nullable?: boolean;
  readonly default?: string | null;
  readonly comment?: string;
  readonly collation?: string;
  readonly generated?: string;
  readonly nativeEnumName?: string;
  readonly enumItems?: readonly string[];
  readonly extra?: string;
}

/** A part of an index, where more is said than its column. */
export interface TargetIndexColumn {
  readonly name: string;
  readonly sort?: string;
  readonly nulls?: string;
  readonly length?: number;
  readonly collation?: string;
}

/** An index or a key. */
export interface TargetIndex {
  readonly keyName: string;
  readonly columnNames: readonly string[];
  readonly columns?: readonly TargetIndexColumn[];
  readonly unique: boolean;
  readonly constraint: boolean;
  readonly primary: boolean;
  readonly expression?: string;
  readonly where?: string;
  readonly type?: string | { readonly indexType?: string };
  readonly include?: readonly string[];
  readonly fillFactor?: number;
  readonly invisible?: boolean;
  readonly deferMode?: string;
}

/** A check. */
export interface TargetCheck {
  readonly name: string;
  readonly expression: unknown;
  readonly columnName?: string;
}

/** A foreign key. */
export interface TargetForeignKey {
  readonly constraintName: string;
  readonly columnNames: readonly string[];
  readonly referencedTableName: string;
  readonly referencedColumnNames: readonly string[];
  readonly updateRule?: string;
  readonly deleteRule?: string;
  readonly deferMode?: string;
}

/** A table. */
export interface TargetTable {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly comment?: string;
  readonly rlsEnabled?: boolean;
  getColumns(): readonly TargetColumn[];
  getIndexes(): readonly TargetIndex[];
  getChecks(): readonly TargetCheck[];
  getForeignKeys(): Readonly<Record<string, TargetForeignKey>>;
  getTriggers?(): readonly { readonly name: string }[];
  getPolicies?(): readonly { readonly name: string }[];
  getPartitioning?(): unknown;
}

/** A view. */
export interface TargetView {
  readonly name: string;
  readonly schema?: string;
  readonly definition: string;
  readonly materialized?: boolean;
  readonly indexes?: readonly { readonly keyName: string }[];
}

/** An enum. */
export interface TargetEnum {
  readonly name: string;
  readonly schema?: string;
  readonly items: readonly string[];
}

/** The whole schema. */
export interface TargetSchema {
  getTables(): readonly TargetTable[];
  getViews(): readonly TargetView[];
  getNativeEnums(): Readonly<Record<string, TargetEnum>>;
  getNamespaces(): readonly string[];
}
