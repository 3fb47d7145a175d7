/**
 * MariaDB and MySQL: one dialect, two products that differ in places.
 *
 * @module
 */
import { optionsFor, unsupported } from "@retort/ansi";
import { compact, type DialectOptions, type Json } from "@retort/core/schema";
import { isWide, writer } from "./writer.ts";

/** The names of variants where the product is not known: those for MariaDB win. */
export const bothNames: readonly string[] = ["mariadb", "mysql"];

/** Whether statements are for MariaDB; else they are for MySQL. */
export function isMariaDb(names: readonly string[]): boolean {
  return names.includes("mariadb");
}

/** The product's own name for refusals. */
export function productOf(names: readonly string[]): string {
  return isMariaDb(names) ? "mariadb" : "mysql";
}

/** The options of anything for this dialect; `mariadb` overrides `mysql`. */
export function own(
  item: { readonly options?: DialectOptions } | undefined,
  names: readonly string[],
): Readonly<Record<string, Json>> {
  return optionsFor(item?.options, names);
}

type OwnOptions = Readonly<Record<string, Json>>;

/** The options of this dialect under one name; nothing where there are none. */
export function ownOptions(
  options: Readonly<Record<string, Json | undefined>>,
): DialectOptions | undefined {
  for (const name in options) {
    if (options[name] !== undefined) return { mysql: compact(options) as OwnOptions };
  }
  return undefined;
}

/** A word in lower case; nothing where it is what the server takes anyway. */
export function notDefault(value: Json | undefined, usual: string): string | undefined {
  const text = value === undefined ? usual : String(value).toLowerCase();
  return text === usual ? undefined : text;
}

/** The same options, after refusing one that does not exist: a typo must not be silent. */
export function checkedOptions(
  item: { readonly options?: DialectOptions } | undefined,
  known: readonly string[],
  cx: { readonly names: readonly string[]; readonly what: string },
): Readonly<Record<string, Json>> {
  const found = own(item, cx.names);
  const wrong = Object.keys(found).find((key) => !known.includes(key));
  if (wrong === undefined) return found;
  return unsupported(
    productOf(cx.names),
    `have the option "${wrong}" on ${cx.what}`,
    `known are ${known.join(", ")}`,
  );
}

/** An option that stands in SQL as it is: a word, so that nothing else can be written through it. */
export function wordOption(
  value: Json | undefined,
  cx: { readonly names: readonly string[]; readonly option: string },
): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value);
  if (/^\w+$/.test(text)) return text;
  return unsupported(productOf(cx.names), `have "${text}" as ${cx.option}`, "give one word");
}

/**
 * A comment as a literal; the server would keep question marks for emoji, or refuse them, and MySQL
 * forgets what stands behind a zero byte.
 */
export function commentText(comment: string, names: readonly string[]): string {
  if (!isMariaDb(names) && comment.includes("\0")) {
    return unsupported("mysql", "keep a comment with a zero byte", "leave it away");
  }
  if (!isWide(comment)) return writer.literal(comment);
  const what = `keep the comment "${comment}"`;
  return unsupported(productOf(names), what, "leave emoji and other rare characters away");
}
