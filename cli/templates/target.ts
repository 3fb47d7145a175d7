/**
 * What a new project needs for the database that it is made for.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { dialectOf, schemeOf } from "../dialects.ts";

/** A database as a new project names it. */
export interface Target {
  /** The name of its dialect, which is the name of its package too. */
  readonly dialect: string;
  /** Its URL as it is written into the config file: a password is a variable there. */
  readonly url: string;
  /** The file, for a database that is one. */
  readonly file?: string;
  /** The address of a server, as the right to connect wants it: `127.0.0.1:5432`. */
  readonly address?: string;
  /** The environment variable that stands for the password, where there is one. */
  readonly variable?: string;
}

/** Servers that a project can be made for: their port and the variable of a password. */
const servers: Readonly<Record<string, { readonly port: string; readonly variable: string }>> = {
  postgres: { port: "5432", variable: "PGPASSWORD" },
  mysql: { port: "3306", variable: "MYSQL_PWD" },
};

/**
 * The database of a URL; SQLite's `app.db` unless told.
 *
 * ```ts ignore
 * targetOf("postgres://app:secret@db/shop");
 * // { dialect: "postgres", url: "postgres://app:${PGPASSWORD}@db/shop", address: "db:5432", … }
 * ```
 *
 * @throws {RetortError} `database/bad-url`, `database/unknown-scheme`.
 */
export function targetOf(url = "sqlite:app.db"): Target {
  const scheme = schemeOf(url);
  const dialect = dialectOf(scheme);
  if (dialect === "sqlite") return { dialect, url: literal(url), ...fileOf(url) };
  const server = servers[dialect];
  if (!server) throw new RetortError("database/unknown-scheme", { scheme, known: schemes });
  const parts = partsOf(url);
  const address = `${parts.hostname || "127.0.0.1"}:${parts.port || server.port}`;
  if (parts.password === "") return { dialect, url: literal(url), address };
  const secret = /^([^:]+:\/\/[^:@/]*:)[^@/]*(?=@)/;
  // Escaped before the variable is put in, so that only it is filled in later.
  const shown = literal(url).replace(secret, (_all, lead) => `${lead}\${${server.variable}}`);
  return { dialect, url: shown, address, variable: server.variable };
}

const schemes = ["sqlite", "postgres", "postgresql", "mysql", "mariadb"];

/** A value of the config file in which nothing is filled in. */
function literal(text: string): string {
  return text.replaceAll("${", () => "$${");
}

function fileOf(url: string): { readonly file?: string } {
  const path = url.replace(/^sqlite:(?:\/\/(?=\/))?/i, "").replace(/\?.*$/, "");
  return path === "" || path === ":memory:" ? {} : { file: path };
}

function partsOf(url: string): URL {
  // A plain scheme, since URL reads hosts of schemes it does not know otherwise.
  const found = URL.parse(url.replace(/^[^:]+:/, "http:"));
  if (found) return found;
  throw new RetortError("database/bad-url", {
    problem: "it is not user:password@host:port/database; write special characters as %XX",
  });
}
