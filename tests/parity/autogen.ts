/**
 * Runs recorded cases of autogenerate: live tables, models, and what they differ in.
 *
 * @module
 */
import { isRetortError } from "@retort/core/errors";
import { compare, leftAfter } from "./autogen/comparing.ts";
import { databases, type Fresh } from "./autogen/databases.ts";
import { faultsOf } from "./autogen/faults.ts";
import type { AutogenCase } from "./autogen/neutral.ts";
import { wordsOf } from "./autogen/words.ts";
import { type Target, targets } from "./ddl/settings.ts";
import type { Case, Outcome } from "./outcome.ts";

/** Checks all cases, those of one server after each other. */
export async function checkAutogen(recorded: readonly Case[]): Promise<readonly Outcome[]> {
  const cases = recorded as readonly AutogenCase[];
  // All come to their end, so that no database is left on a server when one of them fails.
  const settled = await Promise.allSettled(
    Object.keys(databases).map((db) => checkOn(db, cases.filter((item) => item.db === db))),
  );
  const found = settled.flatMap((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  const byName = new Map(found.map((outcome) => [outcome.name, outcome]));
  return cases.map((item) => byName.get(item.name) ?? skipped(item, `no database ${item.db}`));
}

async function checkOn(db: string, cases: readonly AutogenCase[]): Promise<readonly Outcome[]> {
  const target = targets.get(db);
  if (target === undefined || cases.length === 0) return [];
  const outcomes = await databases[db]?.(async (fresh) => {
    const found: Outcome[] = [];
    for (const item of cases) found.push(await check(item, target, fresh));
    return found;
  });
  if (outcomes === undefined || typeof outcomes !== "string") return outcomes ?? [];
  return cases.map((item) => skipped(item, outcomes));
}

function skipped({ name, expect }: AutogenCase, why: string): Outcome {
  return { name, faults: [], expected: expect, got: null, skipped: why };
}

/** Cases of MariaDB that are no cases of MySQL, each with the reason. */
const onlyMariaDb: Readonly<Record<string, string>> = {
  "types/live uuid/mariadb": "MySQL has no type UUID",
  "roundtrip/uuid-pk/mariadb": "MySQL has no type UUID",
  "check-unnamed-live/mariadb": "MySQL gives other names to checks that have none",
};

/** Compares, and does what was found: nothing may be left then. */
async function check(item: AutogenCase, { dialect }: Target, fresh: Fresh): Promise<Outcome> {
  const nothing = item.wanted === "no diff" || item.alembicFalsePositive === true;
  const expected = nothing ? [] : item.expect.diffs;
  const outcome = { name: item.name, expected: expected ?? "an answer" };
  try {
    const live = { dialect, db: await fresh() };
    const why = live.db.server.flavour === "mysql" ? onlyMariaDb[item.name] : undefined;
    if (why !== undefined) return skipped(item, why);
    for (const sql of item.from) await live.db.execute({ sql });
    const found = await compare(item, live);
    const got = found.ops.flatMap((op) => wordsOf(op, found.live));
    const faults = expected === undefined ? [] : faultsOf(expected, got, item.db);
    const left = found.ops.length === 0 ? [] : await leftAfter(item, live, found);
    return { ...outcome, got, faults: [...faults, ...left] };
  } catch (error) {
    if (!isRetortError(error)) throw new Error(`in case ${item.name}`, { cause: error });
    return { ...outcome, got: error.message, faults: [`error ${error.code}`] };
  }
}
