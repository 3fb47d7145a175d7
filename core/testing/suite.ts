/**
 * The suite: its tests by group, for any runner of tests.
 *
 * @module
 */
import { capabilityChecks } from "./capabilities.ts";
import { failureChecks } from "./failures.ts";
import {
  type ConformanceOptions,
  type FreshDatabase,
  type Ground,
  openFor,
  type Place,
} from "./ground.ts";
import { historyChecks } from "./history.ts";
import { lockChecks } from "./locks.ts";
import { opChecks, rowChecks } from "./ops.ts";
import { checkConformance, checkSkip } from "./options.ts";
import { resumeChecks } from "./resume.ts";
import { schemaChecks } from "./schemas.ts";
import { transactionChecks } from "./transactions.ts";
import { typeChecks } from "./types.ts";
import type { Connection } from "../dialect/mod.ts";

/** One check of the suite. */
export interface Check {
  /** What it belongs to: `ops`, `types`, `lock` … */
  readonly group: string;
  /** What it is about. */
  readonly name: string;
  /** Throws where it does not hold. */
  readonly run: (ground: Ground) => Promise<void>;
}

/** A test of the suite, for a runner of tests. */
export interface ConformanceTest {
  /** Its name: `lock: two at once run each revision once`. */
  readonly name: string;
  /** Its group. */
  readonly group: string;
  /** Why it is left out, where it is. */
  readonly skipped?: string;
  /** Runs it in a database of its own; gives nothing, and throws where something does not hold. */
  readonly run: () => Promise<void>;
}

/**
 * All checks.
 *
 * @throws {RetortError} `config/bad-option` for options that the suite cannot use.
 */
export function checksOf(options: ConformanceOptions): readonly Check[] {
  checkConformance(options);
  const checks = [
    ...failureChecks,
    ...typeChecks,
    ...opChecks(options.cases),
    ...schemaChecks,
    ...transactionChecks,
    ...lockChecks,
    ...resumeChecks,
    ...historyChecks,
    ...rowChecks,
    ...capabilityChecks,
  ];
  checkSkip(options, checks.flatMap((check) => [nameOf(check), check.group]));
  return checks;
}

/** The name of a check as tests and `skip` have it. */
export function nameOf({ group, name }: Check): string {
  return `${group}: ${name}`;
}

/** Why a check is left out; `undefined` where it is not. */
export function skippedBy(
  { skip = {} }: Pick<ConformanceOptions, "skip">,
  check: Check,
): string | undefined {
  const own = (name: string): string | undefined =>
    Object.hasOwn(skip, name) ? skip[name] : undefined;
  return own(nameOf(check)) ?? own(check.group);
}

/**
 * The tests of the suite against a dialect and its server, for any runner of tests.
 *
 * ```ts ignore
 * import { conformance } from "@retort/core/testing";
 * import { sqlite } from "@retort/sqlite";
 *
 * async function fresh() {
 *   const file = await Deno.makeTempFile({ suffix: ".db" });
 *   return { url: `sqlite:${file}`, close: () => Deno.remove(file) };
 * }
 * for (const { name, run } of conformance({ dialect: sqlite, fresh })) {
 *   Deno.test(name, run);
 * }
 * ```
 */
export function conformance(options: ConformanceOptions): readonly ConformanceTest[] {
  return checksOf(options).map((check): ConformanceTest => {
    const skipped = skippedBy(options, check);
    return {
      name: nameOf(check),
      group: check.group,
      ...(skipped === undefined ? {} : { skipped }),
      async run() {
        if (skipped === undefined) await runCheck(options, check, () => {});
      },
    };
  });
}

const standardSeeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** Runs a check; what it opened and made is gone afterwards, whatever happened. */
export async function runCheck(
  options: ConformanceOptions,
  check: Check,
  note: (what: string) => void,
): Promise<void> {
  const opened: Connection[] = [];
  const made: FreshDatabase[] = [];
  const open = async (url: string): Promise<Connection> => {
    const db = await openFor(options, url);
    opened.push(db);
    return db;
  };
  const { dialect, seeds = standardSeeds } = options;
  const database = async (): Promise<Place> => {
    const fresh = await options.fresh();
    made.push(fresh);
    const db = await open(fresh.url);
    return { url: fresh.url, connect: () => open(fresh.url), live: { dialect, db } };
  };
  try {
    await check.run({ options, dialect, seeds, database, note });
  } finally {
    for (const db of opened) await db.close();
    for (const item of made) await item.close();
  }
}
