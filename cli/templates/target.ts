/**
 * What a new project needs for the database that it is made for.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { dialectOf, schemeOf } from "../dialects.ts";
import type { Rights } from "../rights/flags.ts";
import { placeOf } from "../rights/place.ts";

/** A database as a new project names it. */
export interface Target {
  /** The name of its dialect, which is the name of its package too. */
  readonly dialect: string;
  /** Its URL as it is written into the config file: a password is a variable there. */
  readonly url: string;
  /** What reaching it takes. */
  readonly rights: Partial<Rights>;
  /** The environment variable that stands for the password, where there is one. */
  readonly variable?: string;
}

/** Servers that a project can be made for, and the variable of a password. */
const passwords: Readonly<Record<string, string>> = { postgres: "PGPASSWORD", mysql: "MYSQL_PWD" };

/**
 * The database of a URL; SQLite's `app.db` unless told.
 *
 * ```ts ignore
 * targetOf("postgres://app:secret@db/shop");
 * // { dialect: "postgres", url: "postgres://app:${PGPASSWORD}@db/shop", rights: { net: ["db:5432"], … }, … }
 * ```
 *
 * @param options `variable`: that of a password; the server's own one unless told
 * @throws {RetortError} `database/bad-url`, `database/unknown-scheme`.
 */
export function targetOf(
  url = "sqlite:app.db",
  { variable }: Pick<Target, "variable"> = {},
): Target {
  const scheme = schemeOf(url);
  const dialect = dialectOf(scheme);
  if (dialect === "sqlite") return { dialect, url: literal(url), rights: placeOf(url) ?? {} };
  const password = passwords[dialect];
  if (password === undefined) {
    throw new RetortError("database/unknown-scheme", { scheme, known: schemes });
  }
  const parts = partsOf(url);
  const rights = placeOf(url) ?? {};
  if (parts.password === "") return { dialect, url: literal(url), rights };
  const secret = /^([^:]+:\/\/[^:@/]*:)[^@/]*(?=@)/;
  // Escaped before the variable is put in, so that only it is filled in later.
  const name = variable ?? password;
  const shown = literal(url).replace(secret, (_all, lead) => `${lead}\${${name}}`);
  return { dialect, url: shown, rights, variable: name };
}

/** One of several databases as a new project names it. */
export interface NamedTarget extends Target {
  /** Its name, which is that of its section. */
  readonly name: string;
}

/**
 * Several databases from words such as `audit=postgres://app@db/audit`; the variable of a password is
 * called after its database.
 *
 * @throws {RetortError} `cli/bad-argument` for a word that is nothing like that, and for fewer than two.
 */
export function namedTargets(
  words: readonly string[] = ["app=sqlite:app.db", "audit=sqlite:audit.db"],
): readonly NamedTarget[] {
  const bad = (argument: string, problem: string): RetortError =>
    new RetortError("cli/bad-argument", { argument: `--database ${argument}`, problem });
  const found = words.map((word): NamedTarget => {
    const [, name = "", url = ""] = /^([a-z]\w*)=(.+)$/i.exec(word) ?? [];
    if (name === "") throw bad(word, "it must be NAME=URL, such as audit=sqlite:audit.db");
    if (name === "retort") throw bad(word, "retort is the section that lists them");
    return { name, ...targetOf(url, { variable: `${name.toUpperCase()}_PASSWORD` }) };
  });
  const [first] = found;
  if (first !== undefined && found.length < 2) {
    throw bad(words[0] ?? "", "a project with one database needs no -t multidb; give another");
  }
  const twice = found.find(({ name }, at) => found.findIndex((item) => item.name === name) !== at);
  if (twice) throw bad(twice.name, "two databases have this name");
  return found;
}

const schemes = ["sqlite", "postgres", "postgresql", "mysql", "mariadb"];

/** A value of the config file in which nothing is filled in. */
function literal(text: string): string {
  return text.replaceAll("${", () => "$${");
}

function partsOf(url: string): URL {
  // A plain scheme, since URL reads hosts of schemes it does not know otherwise.
  const found = URL.parse(url.replace(/^[^:]+:/, "http:"));
  if (found) return found;
  throw new RetortError("database/bad-url", {
    problem: "it is not user:password@host:port/database; write special characters as %XX",
  });
}
