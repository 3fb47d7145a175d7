/**
 * Databases for trials, in memory.
 *
 * @module
 */
import type { Scratch } from "@retort/core/dialect";

/** A scratch database is one in memory: it is gone when it is closed. */
export const scratch: Scratch = {
  async create() {
    const { connect } = await import("./driver.ts");
    const db = await connect("duckdb::memory:");
    return { db, dispose: () => db.close() };
  },
  samples(type, n) {
    if (type.name === "bit") return ["101", "0"];
    if (type.name === "list") return ["[]"];
    return type.from === undefined ? undefined : [0, 1, n % 100];
  },
};
