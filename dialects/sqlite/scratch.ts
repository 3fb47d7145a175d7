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
    const db = await connect("sqlite::memory:");
    return { db, dispose: () => db.close() };
  },
  samples(type, n) {
    // A column without a type of its own takes all that there is.
    if (type.from === undefined && type.name !== "sql type") return undefined;
    return ["", "text", 0, -1.5, { bytes: "00ff" }, 101 + n];
  },
};
