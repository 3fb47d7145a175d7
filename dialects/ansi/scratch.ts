/**
 * Databases for trials on a server, made beside the one of a URL.
 *
 * @module
 */
import type { Connection, Scratch } from "@retort/core/dialect";
import { type ErrorData, isRetortError, RetortError } from "@retort/core/errors";

/** A server that makes databases. */
export interface ScratchServer {
  /** Connects to the database of a URL. */
  connect(url: string): Promise<Connection>;
  /** The URL with another database in it. */
  databaseIn(url: string, name: string): string;
  /** The name of a database that always is there. */
  readonly home: string;
  /** Makes a database beside the one of a connection. */
  make(db: Connection, name: string): Promise<unknown>;
  /** Drops one. */
  drop(db: Connection, name: string): Promise<unknown>;
  /** What a URL leads to, as it is shown. */
  targetOf(url: string): string;
}

/** Makes databases on a server, and drops them when they are done with. */
export function scratchOn(server: ScratchServer): Scratch["create"] {
  return async (url, name) => {
    await withServer(server, url, (db) => server.make(db, name));
    const drop = (): Promise<unknown> => withServer(server, url, (db) => server.drop(db, name));
    const place = server.databaseIn(url, name);
    const db = await server.connect(place).catch(async (error: unknown) => {
      await drop();
      throw error;
    });
    return {
      db,
      async dispose(): Promise<void> {
        await db.close();
        await drop();
      },
    };
  };
}

/** Connects to the database of a URL, or where that is not there yet, to one that always is. */
export async function openServer(server: ScratchServer, url: string): Promise<Connection> {
  return await server.connect(url).catch((error: unknown) => {
    if (!isRetortError(error) || error.code !== "database/missing") throw error;
    return server.connect(server.databaseIn(url, server.home));
  });
}

async function withServer<T>(
  server: ScratchServer,
  url: string,
  work: (db: Connection) => Promise<T>,
): Promise<T> {
  const db = await openServer(server, url);
  try {
    return await work(db);
  } catch (error) {
    throw refused(error, server.targetOf(url));
  } finally {
    await db.close();
  }
}

function refused(error: unknown, target: string): unknown {
  if (!isRetortError(error) || error.code !== "database/statement-failed") return error;
  const { problem } = error.data as ErrorData["database/statement-failed"];
  return new RetortError("verify/no-scratch", { target, problem }, { cause: error });
}
