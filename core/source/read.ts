/**
 * The ops of a checked module.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { isOp, type Op, type RevisionContext } from "../ops/mod.ts";
import { otherVersions, version } from "../version.ts";
import { notAsync } from "./exports.ts";
import type { Migration, MigrationList, RevisionModule } from "./module.ts";

/**
 * The ops of one direction of a revision in a context; `undefined` if it has no downgrade.
 *
 * @throws {RetortError} `op/not-an-op` for items that no op builder made, and what a function throws.
 */
export function opsOf(
  module: RevisionModule,
  direction: "upgrade" | "downgrade",
  cx: RevisionContext,
): readonly Op[] | undefined {
  const migration = module[direction];
  if (migration === undefined) return undefined;
  const list = select(module, direction, cx);
  const ops = typeof list === "function" ? list(cx) : list;
  if (!Array.isArray(ops)) {
    const waits = (ops as unknown) instanceof Promise;
    throw new RetortError("source/bad-export", {
      path: module.revision,
      name: direction,
      wanted: waits ? notAsync : "an array of ops",
    });
  }
  const items: readonly unknown[] = ops;
  items.forEach((item, index) => {
    if (isOp(item)) return;
    const found = describe(item);
    refuseOther(item);
    throw new RetortError("op/not-an-op", { revision: module.revision, index, found });
  });
  return ops;
}

/** An op that only another version of this package knows. */
function refuseOther(item: unknown): void {
  const { kind } = Object(item) as { readonly kind?: unknown };
  const theirs = otherVersions();
  if (typeof kind !== "string" || theirs.length === 0) return;
  throw new RetortError("versions/mixed", { what: `operation ${kind}`, theirs, ours: version });
}

function select(
  module: RevisionModule,
  direction: "upgrade" | "downgrade",
  { database, databases: all }: RevisionContext,
): MigrationList {
  const migration: Migration = module[direction] ?? [];
  if (typeof migration === "function" || Array.isArray(migration)) return migration;
  const lists = migration as { readonly [database: string]: MigrationList };
  const { revision } = module;
  const databases = Object.keys(lists);
  const unknown = databases.find((name) => all?.includes(name) === false);
  if (unknown !== undefined && all !== undefined) {
    const data = { revision, direction, database: unknown, databases: all };
    throw new RetortError("source/unknown-database", data);
  }
  if (database !== undefined) return lists[database] ?? [];
  // An empty list would pass for a revision that has run.
  throw new RetortError("source/unnamed-database", { revision, direction, databases });
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object without a known kind" : `a ${typeof value}`;
}
