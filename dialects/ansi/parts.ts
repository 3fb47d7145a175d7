/**
 * What the renderers of a dialect share.
 *
 * @module
 */
import type { Capabilities, RenderContext, SqlWriter, TypeSystem } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { type AddColumn, type AlterColumn, findTable } from "@retort/core/ops";
import type { Column, DialectOptions, Json, TableName, Type } from "@retort/core/schema";

/** The pieces of a dialect that renderers are made of. */
export interface Parts {
  /** The dialect's name, for refusals. */
  readonly dialect: string;
  /** Spells names and literals. */
  readonly writer: SqlWriter;
  /** Spells types. */
  readonly types: TypeSystem;
  /** What is left out because the database hasn't got it, such as comments. */
  readonly can: Capabilities;
  /** The definition of a column, where the dialect has another one than {@link columnDefinition}. */
  readonly column?: (column: Column, names: readonly string[]) => string;
  /** The name of a collation, where it isn't written like other names. */
  readonly collation?: (name: string) => string;
  /** Whether exclusion constraints are there; elsewhere they are refused. */
  readonly exclusions?: boolean;
  /** What can be created in place of what is there by OR REPLACE; the rest is dropped first. */
  readonly orReplace?: readonly ("view" | "routine")[];
  /** Where ADD COLUMN puts a column, such as `AFTER name`; without it a place is refused. */
  readonly place?: (op: AddColumn, cx: RenderContext) => string;
  /** A default without the word DEFAULT, where an expression needs more than its text. */
  readonly expressionDefault?: (text: string) => string;
}

/** The type of a column on a dialect: the first variant by name, else the type itself. */
export function typeFor(type: Type, names: readonly string[]): Type {
  const name = names.find((item) => type.on?.[item] !== undefined);
  return (name === undefined ? undefined : type.on?.[name]) ?? type;
}

/** The options for a dialect: those of the more particular name win. */
export function optionsFor(
  options: DialectOptions | undefined,
  names: readonly string[],
): Readonly<Record<string, Json>> {
  if (options === undefined) return {};
  return Object.assign({}, ...names.toReversed().map((name) => options[name]));
}

/** The options of a noun, after refusing one that there isn't: a typo must not be silent. */
export function knownOptions(
  options: DialectOptions | undefined,
  { dialect, known, what }: {
    /** The dialect whose options they are. */
    readonly dialect: string;
    /** The options that it has there. */
    readonly known: readonly string[];
    /** What has them, as in `have the option "x" on an index`. */
    readonly what: string;
  },
): Readonly<Record<string, Json>> {
  const found = optionsFor(options, [dialect]);
  const wrong = Object.keys(found).find((key) => !known.includes(key));
  if (wrong === undefined) return found;
  const instead = known.length === 0 ? "leave it away" : `known are ${known.join(", ")}`;
  return unsupported(dialect, `have the option "${wrong}" on ${what}`, instead);
}

/** A column as it is before an op, where that is known. */
export function columnBefore(
  table: TableName,
  column: string,
  cx: RenderContext,
): Column | undefined {
  return findTable(cx.before, table)?.columns.find((item) => item.name === column);
}

/** Refuses to change options of a column that the dialect can't change where it stands. */
export function refuseNewOptions(dialect: string, { column, set }: AlterColumn): void {
  if (Object.keys(optionsFor(set.options ?? undefined, [dialect])).length === 0) return;
  unsupported(dialect, `change the options of column "${column}"`, "drop it and add it anew");
}

/** The name of a collation as the dialect writes it. */
export function collationName(parts: Parts, name: string): string {
  return parts.collation?.(name) ?? parts.writer.name(name);
}

/** Refuses what a database can't do: `dialect/unsupported`. */
export function unsupported(dialect: string, what: string, instead?: string): never {
  throw new RetortError("dialect/unsupported", { dialect, what, instead });
}

/** A table that an op names by its own keys. */
export function tableOfOp(
  op: { readonly table: string; readonly schema?: string },
): { readonly name: string; readonly schema?: string } {
  return op.schema === undefined ? { name: op.table } : { name: op.table, schema: op.schema };
}

/** Words joined by blanks, empty ones left out. */
export function words(...items: readonly (string | undefined | false)[]): string {
  return items.filter((item) => item !== undefined && item !== false && item !== "").join(" ");
}
