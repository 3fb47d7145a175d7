/**
 * The port to databases that are made for a trial and dropped again.
 *
 * @module
 */
import type { Literal, Type } from "../schema/mod.ts";
import type { Connection } from "./connection.ts";

/** A database for a trial: nobody else's, and empty at first. */
export interface ScratchDatabase {
  /** An open connection to it. */
  readonly db: Connection;
  /** Closes the connection, and drops the database if it was made for this trial. */
  dispose(): Promise<void>;
}

/** How a dialect makes databases for trials. */
export interface Scratch {
  /**
   * Makes an empty database of this name beside that of a URL.
   *
   * @throws {RetortError} `verify/no-scratch` where the user of the URL has no right to.
   */
  create(url: string, name: string): Promise<ScratchDatabase>;
  /** Values of a type that only this dialect knows, for generated rows; `n` tells rows apart. */
  samples?(type: Type, n: number): readonly Literal[] | undefined;
}
