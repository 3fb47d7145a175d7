/**
 * What the URL of a database says about the rights that reaching it takes.
 *
 * @module
 */
import { dialectOf, schemeOf } from "../dialects.ts";
import type { Rights } from "./flags.ts";

/** Servers: their port, and the variable that their driver takes a password from. */
const servers: Readonly<Record<string, { readonly port: string; readonly password?: string }>> = {
  postgres: { port: "5432", password: "PGPASSWORD" },
  mysql: { port: "3306" },
};

/**
 * The rights for the database of a URL: the file of SQLite, the address of a server, the socket, the
 * file of an authority.
 *
 * ```ts ignore
 * placeOf("postgres://app@db/shop").net; // ["db:5432"]
 * ```
 *
 * @returns Nothing for a dialect that is not known here.
 */
export function placeOf(url: string): Partial<Rights> | undefined {
  const dialect = dialectOf(schemeOf(url));
  if (dialect === "sqlite") {
    const file = fileOf(url);
    return file === undefined ? {} : { read: [file], write: [file] };
  }
  const server = servers[dialect];
  // A plain scheme, since URL reads hosts of schemes it does not know otherwise; and where there is
  // no host, as in postgres:///shop?host=/run, the usual one.
  const plain = url.replace(/^[^:]+:\/\/([^/?@]*@)?(?=[/?]|$)/, "http://$1localhost");
  const parts = server && URL.parse(plain.replace(/^[^:]+:/, "http:"));
  if (!server || !parts) return undefined;
  return { ...reach(parts, server.port), ...secret(parts, server.password), ignoreEnv: true };
}

function reach({ hostname, port, searchParams }: URL, usual: string): Partial<Rights> {
  const given = (name: string): string | undefined => searchParams.get(name) || undefined;
  const host = given("host") ?? (decodeURIComponent(hostname) || "localhost");
  const number = given("port") ?? (port || usual);
  const socket = given("socket") ??
    (host.startsWith("/") ? `${host}/.s.PGSQL.${number}` : undefined);
  const authority = given("ssl-ca") ?? given("sslrootcert");
  const files = authority === undefined ? [] : [authority];
  if (socket === undefined) return { net: [`${host}:${number}`], read: files };
  return { net: [`unix:${socket}`], read: [socket, ...files], write: [socket] };
}

function secret(
  { password, searchParams }: URL,
  variable: string | undefined,
): Partial<Rights> {
  const given = password !== "" || searchParams.has("password");
  return given || variable === undefined ? {} : { env: [variable] };
}

/** The file of an SQLite URL; none for a database in memory. SQLite itself opens the ones beside it. */
export function fileOf(url: string): string | undefined {
  const path = url.replace(/^sqlite:(?:\/\/)?/i, "").replace(/\?.*$/, "");
  if (path === "" || path === ":memory:") return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
