/**
 * Scratch databases for `verify`. Loaded only when one is wanted.
 *
 * @module
 */
import type { Dialect, ScratchDatabase } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { findDialect } from "./dialects.ts";

/**
 * Opens a database that the user named.
 *
 * @throws {RetortError} `verify/other-dialect`, `dialect/offline-only`, `database/…`.
 */
export async function openGiven(
  url: string,
  { name: dialect }: Dialect,
  dialects: readonly Dialect[] | undefined,
): Promise<ScratchDatabase> {
  const found = await findDialect(url, dialects);
  if (found.name !== dialect) {
    throw new RetortError("verify/other-dialect", { dialect, scratch: found.name });
  }
  if (!found.connect) throw new RetortError("dialect/offline-only", { dialect });
  const db = await found.connect(url);
  return { db, dispose: () => db.close() };
}

/**
 * Makes a database of a random name beside that of a URL.
 *
 * @throws {RetortError} `verify/no-scratch`.
 */
export async function makeBeside(url: string, dialect: Dialect): Promise<ScratchDatabase> {
  if (dialect.scratch) {
    return await dialect.scratch.create(url, `retort_scratch_${crypto.randomUUID().slice(-12)}`);
  }
  const problem = `the dialect ${dialect.name} does not make databases`;
  throw new RetortError("verify/no-scratch", { target: dialect.name, problem });
}
