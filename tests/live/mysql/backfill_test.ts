/** Rows changed in batches. */
import { char, time, varbinary } from "@retort/core";
import { mysql } from "@retort/mysql";
import { datetime, mysqlEnum, unsignedBigint, year } from "@retort/mysql/types";
import { scenarios, serverScenarios } from "../backfill_scenarios.ts";
import { liveTest } from "./server.ts";

/** Neither product has numbers that the other has too. */
function numbers(n: number): string {
  const digits = "(SELECT 0 AS d" +
    " UNION ALL SELECT ".concat([1, 2, 3, 4, 5, 6, 7, 8, 9].join(" UNION ALL SELECT ")) + ")";
  const places = Array.from({ length: String(n - 1).length }, (_, at) => ({ name: `p${at}`, at }));
  const value = places.map(({ name, at }) => `${name}.d * ${10 ** at}`).join(" + ");
  const from = places.map(({ name }) => `${digits} AS ${name}`).join(", ");
  return `SELECT 1 + ${value} AS i FROM ${from} WHERE ${value} < ${n}`;
}

const keys = {
  unsigned: [unsignedBigint(), [0, { bigint: "18446744073709551614" }, {
    bigint: "18446744073709551615",
  }]],
  bytes: [varbinary(9), [{ bytes: "" }, { bytes: "00ff" }, { bytes: "01" }, { bytes: "5c27" }]],
  moment: [datetime(6), ["2026-03-29 02:59:59.999999", "2026-03-29 02:59:59.999998"]],
  time: [time(3), ["-10:00:00.001", "00:00:00.000", "838:59:59.000"]],
  char: [char(5), ["a", "ab", "b c"]],
  year: [year(), [1999, 2026]],
} as const;
const refused = [
  mysqlEnum(["b", "a"]),
  /id is ENUM\('b', ?'a'\), which is not compared as it is sorted/,
] as const;

for (const [name, work] of Object.entries({ ...scenarios, ...serverScenarios })) {
  liveTest(
    name,
    ({ url, connect }) => work({ dialect: mysql, keys, refused, url, connect, numbers }),
  );
}
