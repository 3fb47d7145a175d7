/**
 * The database URLs of SQLAlchemy as those of retort.
 *
 * @module
 */
import { dialectOf, schemeOf } from "../dialects.ts";
import { isAbsolute, join } from "../paths.ts";

/** A URL of SQLAlchemy in the words of retort. */
export interface TakenUrl {
  /** The URL. */
  readonly url: string;
  /** What was left out, in words. */
  readonly left: readonly string[];
}

/** What `alembic init` writes, which is no database. */
const placeholder = /^driver:\/\//;

/**
 * A URL of SQLAlchemy in the words of retort: without the name of the Python driver and its options.
 * `undefined` where there is none yet.
 *
 * ```ts ignore
 * takenUrl("postgresql+psycopg2://app@db/shop", ".").url; // "postgresql://app@db/shop"
 * takenUrl("sqlite:///shop.db", "../old").url; // "sqlite:../old/shop.db"
 * ```
 *
 * @param folder The folder that a relative path of SQLite is seen from.
 */
export function takenUrl(text: string | undefined, folder: string): TakenUrl | undefined {
  const [, scheme = "", driver, rest = ""] = /^([A-Za-z]\w*)(?:\+(\w+))?:\/\/(.*)$/s.exec(
    text ?? "",
  ) ?? [];
  if (scheme === "" || placeholder.test(text ?? "")) return undefined;
  const left = driver === undefined ? [] : [`the driver "${driver}"`];
  const [place = "", query] = rest.split(/\?(.*)/s);
  // Without their values: one of them may be a password.
  const options = (query ?? "").split("&").map((item) => item.replace(/=.*$/s, "")).filter(Boolean);
  left.push(...options.map((name) => `the option "${name}"`));
  if (scheme.toLowerCase() !== "sqlite") return { url: `${scheme.toLowerCase()}://${place}`, left };
  // Three slashes before a path are no part of it.
  const path = place.replace(/^\//, "");
  if (path === "" || path === ":memory:") return { url: "sqlite::memory:", left };
  return { url: `sqlite:${isAbsolute(path) ? path : join(folder, path)}`, left };
}

/** The dialect of a URL. */
export function dialectOfUrl(url: string): string {
  return dialectOf(schemeOf(url));
}
