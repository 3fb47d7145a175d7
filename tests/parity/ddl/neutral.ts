/**
 * The neutral form in which operations were recorded.
 *
 * @module
 */

/** A type: its name, or its name with arguments. */
export type NeutralType = string | ({ readonly name: string } & Fields);

/** Anything recorded, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** What rows get that don't say. */
export interface NeutralDefault {
  readonly value?: string;
  readonly sql?: string;
  readonly null?: true;
  /** The server has one that is not said. */
  readonly fetched?: true;
  readonly identity?: Fields;
  readonly computed?: { readonly expr: string; readonly persisted?: boolean };
}

/** A foreign key at its column. */
export interface NeutralReference {
  readonly target: string;
  readonly name?: string;
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly deferrable?: boolean;
  readonly initially?: string;
}

/** A column. */
export interface NeutralColumn {
  readonly name: string;
  readonly type: NeutralType;
  readonly primaryKey?: boolean;
  readonly nullable?: boolean;
  readonly unique?: boolean;
  readonly index?: boolean;
  readonly autoincrement?: boolean;
  readonly comment?: string;
  readonly check?: string;
  readonly checkName?: string;
  readonly default?: NeutralDefault;
  readonly identity?: Fields;
  readonly computed?: { readonly expr: string; readonly persisted?: boolean };
  readonly references?: NeutralReference;
}

/** A table, as `createTable` and `copyFrom` say it. */
export interface NeutralTable {
  readonly name: string;
  readonly schema?: string;
  readonly columns: readonly NeutralColumn[];
  readonly constraints?: readonly Fields[];
  readonly indexes?: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly comment?: string;
  readonly ifNotExists?: boolean;
  readonly options?: Options;
}

/** Options by dialect, under SQLAlchemy's names. */
export type Options = Readonly<Record<string, Fields>>;

/** An operation. */
export type NeutralOp = { readonly kind: string } & Fields;

/** A recorded case. */
export interface DdlCase {
  readonly name: string;
  /** `postgresql`, `mysql`, `mariadb`, `sqlite`, `mssql` or `oracle`. */
  readonly dialect: string;
  readonly mode: "offline" | "online" | "offlineScript";
  readonly ops?: readonly NeutralOp[];
  readonly setup?: readonly string[];
  readonly revisions?: readonly NeutralRevision[];
  readonly command?: string;
  readonly target?: string | null;
  readonly options?: Fields;
  readonly expect: DdlExpected;
}

/** A revision of a recorded script. */
export interface NeutralRevision {
  readonly id: string;
  readonly down: readonly string[];
  readonly message: string;
  readonly sql: string | null;
  readonly undo: string | null;
}

/** What was recorded. */
export interface DdlExpected {
  readonly sql?: readonly string[];
  readonly script?: readonly string[];
  readonly finalSchema?: readonly string[];
  readonly error?: string;
}
