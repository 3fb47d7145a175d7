/**
 * What is wrong with revision files, as data of a report.
 *
 * @module
 */
import type { ErrorCode, Place, RetortError } from "../errors/mod.ts";

/** Something that is wrong with a revision file; the rest of the report leaves that file out. */
export interface Problem {
  /** Which error of the catalog it is. */
  readonly code: ErrorCode;
  /** What happened, in words. */
  readonly message: string;
  /** What happened, as data. */
  readonly data: unknown;
  /** Where it happened. */
  readonly place?: Place;
  /** The one next thing to do. */
  readonly hint?: string;
}

/** Errors as data. */
export function problemsOf(errors: readonly RetortError[]): readonly Problem[] {
  return errors.map(({ code, message, data, place, hint }) => ({
    code,
    message,
    data,
    ...(place === undefined ? {} : { place }),
    ...(hint === undefined ? {} : { hint }),
  }));
}
