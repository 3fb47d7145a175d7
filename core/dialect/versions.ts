/**
 * Whether a dialect and this version go together.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { isCompatible, version } from "../version.ts";
import type { Dialect } from "./dialect.ts";

/**
 * Refuses a dialect that was made with a version which means something else by a dialect.
 *
 * @throws {RetortError} `versions/mixed`.
 */
export function checkDialect({ name, core }: Pick<Dialect, "name" | "core">): void {
  if (core === undefined || isCompatible(core)) return;
  throw new RetortError("versions/mixed", {
    what: `dialect ${name}`,
    theirs: [core],
    ours: version,
  });
}
