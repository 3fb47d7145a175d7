/**
 * Metadata: the tables that a user declares.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { ColumnReference } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import { compact } from "./data.ts";
import { type ColumnNames, type Columns, tableOf, type TableOptions } from "./define.ts";
import { displayName, type Schema, schemaOf, type Table, tableKey } from "./model.ts";
import { defaultNaming, nameOf, type NamingConvention } from "./naming.ts";

/** A declared table: its columns can be referenced by name. */
export interface TableHandle<N extends string = string> {
  /** The table as data. */
  readonly table: Table;
  /** References to the columns: `users.columns.id`. */
  readonly columns: { readonly [name in N]: ColumnReference };
}

const brand = Symbol.for("retort.metadata");

/**
 * The tables of an application, declared once and compared with the database.
 *
 * ```ts
 * import { integer, MetaData, varchar } from "@retort/core/schema";
 *
 * const metadata = new MetaData();
 * const users = metadata.table("users", {
 *   id: integer().primaryKey(),
 *   email: varchar(120).notNull().unique(),
 * });
 * metadata.table("posts", {
 *   id: integer().primaryKey(),
 *   author: integer().references(users.columns.id, { onDelete: "cascade" }),
 * });
 * ```
 */
export class MetaData {
  /** How constraints without a name are called. */
  readonly naming: NamingConvention;
  readonly #schema: string | undefined;
  readonly #tables = new Map<string, Table>();

  /** Makes empty metadata. */
  constructor(
    options: { readonly naming?: Partial<NamingConvention>; readonly schema?: string } = {},
  ) {
    this.naming = { ...defaultNaming, ...options.naming };
    this.#schema = options.schema;
    Object.defineProperty(this, brand, { value: true });
  }

  /**
   * Declares a table.
   *
   * @throws {RetortError} `schema/duplicate-table`, `schema/unknown-column` and the like.
   */
  table<C extends Columns>(
    name: string,
    columns: C,
    constraints: readonly Constraint<NoInfer<ColumnNames<C>>>[] = [],
    options: TableOptions = {},
  ): TableHandle<ColumnNames<C>> {
    const settings = compact({ schema: this.#schema, ...options });
    const indexName = (names: readonly string[]): string =>
      nameOf(this.naming.index, { table: name, columns: names });
    const table = tableOf({ name, columns, constraints, options: settings }, indexName);
    const key = tableKey(table);
    if (this.#tables.has(key)) {
      throw new RetortError("schema/duplicate-table", { table: displayName(table) });
    }
    this.#tables.set(key, table);
    const references = table.columns.map((column) => [
      column.name,
      compact({ table: name, schema: table.schema, column: column.name }),
    ]);
    return { table, columns: Object.fromEntries(references) };
  }

  /** The declared tables as a schema, before the naming convention is applied. */
  schema(): Schema {
    return schemaOf(this.#tables.values());
  }
}

/** Whether a value is {@link MetaData}, also of another copy of this package. */
export function isMetaData(value: unknown): value is MetaData {
  return typeof value === "object" && value !== null && brand in value;
}
