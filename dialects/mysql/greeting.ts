/**
 * What a server says of itself at the beginning of a session.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { Link } from "./connection.ts";
import { readVersion, type ServerVersion, sessionMode } from "./server.ts";
import { writer } from "./writer.ts";

/** A server that can be worked with. */
export interface Greeting extends ServerVersion {
  /** The `sql_mode` that the session had before, where it had to be changed. */
  readonly modeBefore?: string;
}

/**
 * Asks a server who it is, and sees to it that texts are read as they are written; one round trip
 * where the server is set as usual.
 *
 * @throws {RetortError} `database/cannot-open` where it is too old.
 */
export async function greet(link: Link, target: string): Promise<Greeting> {
  const [rows] = await link.query("SELECT VERSION() AS version, @@sql_mode AS mode");
  const [row] = rows as readonly { readonly version: string; readonly mode: string }[];
  const found = readVersion(row?.version ?? "");
  if (found.problem !== undefined) {
    throw new RetortError("database/cannot-open", { target, problem: found.problem });
  }
  const mode = sessionMode(row?.mode ?? "");
  if (row === undefined || mode === undefined) return found;
  await setMode(link, mode);
  return { ...found, modeBefore: row.mode };
}

/** Sets the `sql_mode` of a session. */
export async function setMode(link: Link, mode: string): Promise<void> {
  await link.query(`SET SESSION sql_mode = ${writer.literal(mode)}`);
}
