/**
 * One catalog of typed errors: the data is the error, the sentence is a view of it.
 *
 * ```ts
 * import { isRetortError, RetortError } from "@retort/core/errors";
 *
 * try {
 *   throw new RetortError("graph/cycle", { loop: ["a", "b"] });
 * } catch (error) {
 *   if (!isRetortError(error)) throw error;
 *   error.message; // 'Revisions form a cycle: a -> b -> a'
 *   error.exit; // 1
 * }
 * ```
 *
 * @module
 */
import type { CatalogEntry, ExitCode } from "./catalog.ts";
import { type CliErrors, cliErrors } from "./cli.ts";
import { type ConfigErrors, configErrors } from "./config.ts";
import { type DatabaseErrors, databaseErrors } from "./database.ts";
import { type DiffErrors, diffErrors } from "./diff.ts";
import { type DriftErrors, driftErrors } from "./drift.ts";
import { type GraphErrors, graphErrors } from "./graph.ts";
import { type ImportErrors, importErrors } from "./import.ts";
import { type JournalErrors, journalErrors } from "./journal.ts";
import { type KeptErrors, keptErrors } from "./kept.ts";
import { type LockErrors, lockErrors } from "./lock.ts";
import { type OpErrors, opErrors } from "./ops.ts";
import { type PluginErrors, pluginErrors } from "./plugin.ts";
import { type RunErrors, runErrors } from "./run.ts";
import { type SandboxErrors, sandboxErrors } from "./sandbox.ts";
import { type SchemaErrors, schemaErrors } from "./schema.ts";
import { type SourceErrors, sourceErrors } from "./source.ts";
import { type TestingErrors, testingErrors } from "./testing.ts";
import { type VerifyErrors, verifyErrors } from "./verify.ts";
import { type VersionErrors, versionErrors } from "./versions.ts";
import { type WaitErrors, waitErrors } from "./waits.ts";

export type { Catalog, CatalogEntry, ExitCode } from "./catalog.ts";
export { count, shellWord } from "./catalog.ts";
export type { CliErrors } from "./cli.ts";
export type { ConfigErrors } from "./config.ts";
export type { DatabaseErrors } from "./database.ts";
export { isMadeByUpgrade } from "./database.ts";
export type { DiffErrors, OpenQuestion } from "./diff.ts";
export type { DriftErrors } from "./drift.ts";
export type { GraphErrors } from "./graph.ts";
export type { ImportErrors } from "./import.ts";
export type { HalfDone, HalfDoneStep, JournalErrors } from "./journal.ts";
export type { KeptErrors } from "./kept.ts";
export type { LockErrors } from "./lock.ts";
export type { OpErrors } from "./ops.ts";
export type { PluginErrors } from "./plugin.ts";
export type { Edit, Leftover, LossCount, RunErrors } from "./run.ts";
export { type Left, rowsText } from "./run_words.ts";
export type { SandboxErrors } from "./sandbox.ts";
export type { SchemaErrors } from "./schema.ts";
export type { SourceErrors } from "./source.ts";
export type { TestingErrors } from "./testing.ts";
export type { VersionErrors } from "./versions.ts";
export type { VerifyErrors } from "./verify.ts";
export type { Blocker, WaitErrors } from "./waits.ts";
export { blockerText } from "./waits.ts";

/** The data of every error, by its code. */
export interface ErrorData
  extends
    CliErrors,
    ConfigErrors,
    DatabaseErrors,
    DiffErrors,
    DriftErrors,
    GraphErrors,
    ImportErrors,
    JournalErrors,
    KeptErrors,
    LockErrors,
    OpErrors,
    PluginErrors,
    RunErrors,
    SandboxErrors,
    SchemaErrors,
    SourceErrors,
    TestingErrors,
    VerifyErrors,
    VersionErrors,
    WaitErrors {}

/** The code of an error: `area/what-happened`. */
export type ErrorCode = keyof ErrorData;

const catalog: { readonly [C in ErrorCode]: CatalogEntry<ErrorData[C]> } = {
  ...cliErrors,
  ...configErrors,
  ...databaseErrors,
  ...diffErrors,
  ...driftErrors,
  ...graphErrors,
  ...importErrors,
  ...journalErrors,
  ...keptErrors,
  ...lockErrors,
  ...opErrors,
  ...pluginErrors,
  ...runErrors,
  ...sandboxErrors,
  ...schemaErrors,
  ...sourceErrors,
  ...testingErrors,
  ...verifyErrors,
  ...versionErrors,
  ...waitErrors,
};

/** Every error code, for the generated reference. */
export const errorCodes: readonly ErrorCode[] = Object.keys(catalog) as ErrorCode[];

/** A place in a file, with lines and columns counted from 1. */
export interface Place {
  /** The file. */
  readonly file: string;
  /** The line, counted from 1. */
  readonly line?: number;
  /** The column, counted from 1. */
  readonly column?: number;
}

/** How far a command had come with several databases when it failed in one of them. */
export interface FailedDatabase {
  /** The database that it failed in. */
  readonly name: string;
  /** Those that were finished before it; they stay as they are. */
  readonly done: readonly string[];
  /** Those that were not begun. */
  readonly waiting: readonly string[];
}

const brand = Symbol.for("retort.error");

/** An error of the catalog. */
export class RetortError<C extends ErrorCode = ErrorCode> extends Error {
  /** Always `RetortError`. */
  override readonly name = "RetortError";
  /** Which error of the catalog this is. */
  readonly code: C;
  /** What happened, as data. */
  readonly data: ErrorData[C];
  /** The one next thing to do. */
  readonly hint: string | undefined;
  /** The exit code of a command that ends with this error. */
  readonly exit: ExitCode;
  /** Where it happened, when that is a place in a file. */
  readonly place: Place | undefined;

  /** In which of several databases it happened, and what became of the others. */
  readonly database: FailedDatabase | undefined;

  /** Makes one; code and data say what happened. */
  constructor(
    code: C,
    data: ErrorData[C],
    options: { place?: Place; cause?: unknown; database?: FailedDatabase } = {},
  ) {
    const entry = catalog[code];
    super(entry.message(data), options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.data = data;
    this.hint = entry.hint?.(data);
    this.exit = entry.exit;
    this.place = options.place;
    this.database = options.database;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether a value is a {@link RetortError}, also one of another copy of this package. */
export function isRetortError(value: unknown): value is RetortError {
  return typeof value === "object" && value !== null && brand in value;
}

/** What went wrong, in the words of what was thrown: not everything that is thrown is an error. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
