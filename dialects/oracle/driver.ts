/**
 * The driver for Oracle, which there is not yet: scripts are all that the dialect writes.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";

/**
 * Refuses to open a connection.
 *
 * @throws {RetortError} `dialect/offline-only`, always.
 */
export function connect(_url: string): Promise<Connection> {
  return Promise.reject(new RetortError("dialect/offline-only", { dialect: "oracle" }));
}
