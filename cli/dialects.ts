/**
 * Finding the dialect for a database URL.
 *
 * No dialect is named here in a way that Deno could see: whoever uses SQLite shall not download
 * the drivers of other databases.
 *
 * @module
 */
import { checkDialect } from "@retort/core/dialect/versions";
import type { Dialect } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { denied } from "./denied.ts";
import { loadError } from "./load.ts";

const names: Readonly<Record<string, string>> = {
  postgresql: "postgres",
  mariadb: "mysql",
};

/** The schemes that are known without asking anyone. */
const known: readonly string[] = ["sqlite", "postgres", "postgresql", "mysql", "mariadb"];

/**
 * The scheme of a database URL; `postgresql+asyncpg:` counts as `postgresql:`.
 *
 * @throws {RetortError} `database/bad-url`.
 */
export function schemeOf(url: string): string {
  const scheme = /^([A-Za-z][\w.-]*)(?:\+[\w.-]+)?:/.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme.length > 1) return scheme;
  throw new RetortError("database/bad-url", { problem: "it does not begin with a scheme" });
}

/**
 * The dialect for a URL: one of `dialects`, else that of the package `@retort/<name>` in the
 * import map of the project.
 *
 * @throws {RetortError} `config/no-dialect`, `database/unknown-scheme`.
 */
export async function findDialect(
  url: string,
  dialects: readonly Dialect[] = [],
): Promise<Dialect> {
  const scheme = schemeOf(url);
  const given = dialects.find(({ schemes }) => schemes.includes(scheme));
  if (given) return checked(given);
  const specifier = packageOf(scheme);
  const exported = await importPackage(specifier);
  const found = exported.find(({ schemes }) => schemes.includes(scheme)) ?? exported[0];
  if (found) return checked(found);
  if (known.includes(scheme)) {
    throw new RetortError("config/no-dialect", { scheme, package: specifier });
  }
  const also = dialects.flatMap(({ schemes }) => schemes);
  throw new RetortError("database/unknown-scheme", {
    scheme,
    known: [...new Set([...also, ...known])],
  });
}

/** One that another version of core has made may not go together with this one. */
function checked(dialect: Dialect): Dialect {
  checkDialect(dialect);
  return dialect;
}

/** The part of a dialect that opens connections. */
export type Driver = Pick<Dialect, "name"> & Required<Pick<Dialect, "connect">>;

/**
 * The driver for a URL: what `@retort/<name>/driver` exports. Loading it takes a fraction of loading
 * the dialect, which is not needed where there is nothing to do.
 *
 * @returns Nothing where there is no such export; the dialect itself knows then, or says what is wrong.
 */
export async function findDriver(
  url: string,
  dialects: readonly Dialect[] = [],
): Promise<Driver | undefined> {
  const scheme = schemeOf(url);
  if (dialects.some(({ schemes }) => schemes.includes(scheme))) return undefined;
  const specifier = `${packageOf(scheme)}/driver`;
  try {
    const { connect }: Partial<Driver> = await import(specifier);
    return connect && { name: scheme, connect };
  } catch (error) {
    const refused = denied(error);
    if (refused) throw refused;
    return undefined;
  }
}

/** The name of the dialect that a scheme belongs to: `mariadb` is `mysql`. */
export function dialectOf(scheme: string): string {
  return names[scheme] ?? scheme;
}

function packageOf(scheme: string): string {
  return `@retort/${dialectOf(scheme)}`;
}

async function importPackage(specifier: string): Promise<readonly Dialect[]> {
  try {
    return Object.values(await import(specifier) as object).filter(isDialect);
  } catch (error) {
    const refused = denied(error);
    if (refused) throw refused;
    if (isMissing(error, specifier)) return [];
    throw loadError(error, specifier);
  }
}

/** Whether the package itself is what was not found, not something that it imports. */
function isMissing(error: unknown, specifier: string): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const [first = ""] = error.message.split("\n");
  return error.code === "ERR_MODULE_NOT_FOUND" && first.includes(specifier);
}

/** Whether a value looks like a dialect, also one for another copy of core. */
export function isDialect(value: unknown): value is Dialect {
  if (typeof value !== "object" || value === null) return false;
  const { name, schemes, render } = value as Partial<Dialect>;
  return typeof name === "string" && Array.isArray(schemes) && typeof render === "object";
}
