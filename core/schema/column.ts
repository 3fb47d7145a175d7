/**
 * The column language: one for models and for ops.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { compact, freeze, type Json } from "./data.ts";
import { literal, type LiteralInput } from "./literal.ts";
import type {
  Column,
  Computed,
  Default,
  Deferral,
  DialectOptions,
  Identity,
  ReferentialAction,
  Type,
} from "./model.ts";
import { isSql, type Sql } from "./sql.ts";

/** What a foreign key does and is called. */
export interface ReferenceOptions extends Deferral {
  /** The name. */
  readonly name?: string;
  /** What happens when the referenced row goes. */
  readonly onDelete?: ReferentialAction;
  /** What happens when the referenced row changes. */
  readonly onUpdate?: ReferentialAction;
  /** How rows with nulls match. */
  readonly match?: "full" | "partial" | "simple";
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** The column that a foreign key points at. */
export interface ColumnReference {
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The column. */
  readonly column: string;
}

/** A constraint written at its column. */
export interface Named {
  /** The name. */
  readonly name?: string;
}

/** What a {@link ColumnBuilder} has gathered, as data. */
export interface ColumnSpec extends Omit<Column, "name" | "nullable"> {
  /** Whether it may not be null. */
  readonly notNull?: true;
  /** Makes it the primary key. */
  readonly primaryKey?: Named;
  /** A unique constraint on it. */
  readonly unique?: Named;
  /** An index on it. */
  readonly index?: Named;
  /** A foreign key from it. */
  readonly references?: ReferenceOptions & { readonly to: ColumnReference };
}

/** A column being described: each method returns a new builder. */
export class ColumnBuilder {
  /** What was described so far. */
  readonly spec: ColumnSpec;

  /** Makes one from what was described so far. */
  constructor(spec: ColumnSpec) {
    this.spec = freeze(spec);
  }

  #with(more: Partial<ColumnSpec>): ColumnBuilder {
    return new ColumnBuilder({ ...this.spec, ...more });
  }

  /** NOT NULL; columns are nullable unless said otherwise. */
  notNull(): ColumnBuilder {
    return this.#with({ notNull: true });
  }

  /** Makes the column the primary key; for several columns use `primaryKey([…])`. */
  primaryKey(options: Named = {}): ColumnBuilder {
    return this.#with({ primaryKey: compact(options) });
  }

  /** A unique constraint on this column. */
  unique(options: Named = {}): ColumnBuilder {
    return this.#with({ unique: compact(options) });
  }

  /** An index on this column; in an op it needs a name. */
  index(options: Named = {}): ColumnBuilder {
    return this.#with({ index: compact(options) });
  }

  /** A foreign key to `"table.column"` or `"schema.table.column"`. */
  references(to: string | ColumnReference, options: ReferenceOptions = {}): ColumnBuilder {
    const target = typeof to === "string" ? parseReference(to) : compact(to);
    return this.#with({ references: { to: target, ...compact(options) } });
  }

  /** The server's default: a literal or an expression, `sql\`now()\``. */
  default(value: LiteralInput | Sql): ColumnBuilder {
    return this.#with({ default: defaultOf(value) });
  }

  /** GENERATED AS IDENTITY: the server numbers the rows. */
  identity(options: Partial<Identity> = {}): ColumnBuilder {
    return this.#with({ identity: { always: false, ...compact(options) }, notNull: true });
  }

  /** A column computed from others; `stored` keeps it on disk. */
  computed(expression: Sql, options: { readonly stored?: boolean } = {}): ColumnBuilder {
    const computed: Computed = { expression, stored: options.stored ?? false };
    return this.#with({ computed });
  }

  /** The collation, by the server's name for it. */
  collate(collation: string): ColumnBuilder {
    return this.#with({ collation });
  }

  /** A comment kept in the database. */
  comment(comment: string): ColumnBuilder {
    return this.#with({ comment });
  }

  /** Another type on some dialects: `.on({ mysql: mediumtext() })`. */
  on(types: Readonly<Record<string, ColumnBuilder>>): ColumnBuilder {
    const entries = Object.entries(types).map(([name, column]) => [name, column.spec.type]);
    return this.#with({ type: { ...this.spec.type, on: Object.fromEntries(entries) } });
  }

  /** Options that only some dialects know: `.options({ sqlite: { autoincrement: true } })`. */
  options(options: DialectOptions): ColumnBuilder {
    return this.#with({ options });
  }
}

/**
 * A column of a type by name, for dialects that add types.
 *
 * ```ts
 * import { columnOf } from "@retort/core/schema";
 *
 * columnOf("varchar", 50).spec.type; // { name: "varchar", args: [50] }
 * ```
 */
export function columnOf(name: string, ...args: readonly (Json | undefined)[]): ColumnBuilder {
  const given = args.filter((arg) => arg !== undefined);
  const type: Type = given.length === 0 ? { name } : { name, args: given };
  return new ColumnBuilder({ type });
}

/** Whether a value is a {@link ColumnBuilder}, also one of another copy of this package. */
export function isColumnBuilder(value: unknown): value is ColumnBuilder {
  return typeof value === "object" && value !== null && "spec" in value &&
    typeof value.spec === "object" && value.spec !== null && "type" in value.spec;
}

/** The column that a builder describes, under a name. */
export function toColumn(name: string, spec: ColumnSpec): Column {
  const { notNull, primaryKey, unique: _u, index: _i, references: _r, ...column } = spec;
  return { name, ...column, nullable: notNull === undefined && primaryKey === undefined };
}

/** A default as data. */
export function defaultOf(value: LiteralInput | Sql): Default {
  return isSql(value) ? value : { value: literal(value) };
}

function parseReference(text: string): ColumnReference {
  const parts = text.split(".");
  const [column, table, schema] = parts.toReversed();
  if (column === undefined || table === undefined || parts.length > 3 || parts.includes("")) {
    throw new RetortError("schema/bad-reference", { reference: text });
  }
  return compact({ table, schema, column });
}
