/**
 * From what a revision file exports to a checked module.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Header } from "./header.ts";
import type { Migration, RevisionModule } from "./module.ts";

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isMigration(value: unknown): value is Migration {
  return typeof value === "function" || isRecord(value);
}

/** What a function that gives a promise should be. */
export const notAsync =
  "a plain function: it must not be async; what has to wait belongs into op.run(…)";

function isAsync(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object AsyncFunction]";
}

/**
 * The exports of a revision file as a module, checked.
 *
 * @throws {RetortError} `source/no-revision`, `source/bad-export`, `source/no-migration`.
 */
export function readModule(exports: unknown, path: string): RevisionModule {
  const found = isRecord(exports) ? exports : {};
  const { revision, upgrade, downgrade } = found;
  const at = { place: { file: path } };
  if (revision === undefined) throw new RetortError("source/no-revision", { path }, at);
  const bad = (name: string, wanted: string): RetortError =>
    new RetortError("source/bad-export", { path, name, wanted }, at);
  if (typeof revision !== "string") throw bad("revision", "a string");
  for (const name of ["downRevision", "branchLabels", "dependsOn"]) {
    const value = found[name] ?? null;
    if (value !== null && typeof value !== "string" && !isStrings(value)) {
      throw bad(name, "a string, an array of strings or null");
    }
  }
  if (!("downRevision" in found)) {
    throw bad("downRevision", "there: it names the revision before, or is null in the first");
  }
  if (upgrade === undefined) {
    throw new RetortError("source/no-migration", { revision, direction: "upgrade" }, at);
  }
  if (!isMigration(upgrade)) throw bad("upgrade", "an array of ops or a function");
  for (const [name, value] of Object.entries({ upgrade, downgrade })) {
    if (isAsync(value)) throw bad(name, notAsync);
  }
  if (downgrade !== undefined && !isMigration(downgrade)) {
    throw bad("downgrade", "an array of ops or a function");
  }
  return found as unknown as RevisionModule;
}

/** A list from `"a"`, `["a", "b"]`, null or nothing. */
export function asList(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** The header of an imported module. */
export function headerOf(module: RevisionModule): Header {
  return {
    revision: module.revision,
    down: asList(module.downRevision),
    dependsOn: asList(module.dependsOn),
    labels: asList(module.branchLabels),
    message: module.message ?? "",
  };
}
