/** Preflights on MariaDB and MySQL. */
import { date, doublePrecision, enumeration, op, real, timestamp, varchar } from "@retort/core";
import { mysql } from "@retort/mysql";
import { mysqlEnum, set } from "@retort/mysql/types";
import { bothDirections, reports } from "../preflight.ts";
import { retyped } from "../preflight_cases.ts";
import { liveTest } from "./server.ts";

/** Columns whose words become fewer. */
const own = [
  ...retyped(mysqlEnum(["sad", "calm", "happy"]), mysqlEnum(["happy", "sad"]), ["sad", "calm"]),
  ...retyped(enumeration("m", ["sad", "calm"]), enumeration("m", ["Calm"]), ["sad", "calm"]),
  ...retyped(mysqlEnum(["sad", "calm"]), mysqlEnum(["calm", "sad", "happy"]), ["sad"]),
  ...retyped(varchar(9), mysqlEnum(["sad"]), ["sad", "happy", ""]),
  ...retyped(set(["a", "b", "c"]), set(["c", "a"]), ["a,c", "b", "a,b", ""]),
  ...retyped(set(["a", "b"]), set(["a", "b", "c"]), ["a,b"]),
  ...retyped(date(), timestamp(), ["1912-06-23", "2026-11-22"]),
  ...retyped(doublePrecision(), real(), [1e39, 0.1]),
  {
    name: "parts of values",
    columns: { a: varchar(9) },
    rows: [["xa"], ["xb"]],
    ops: (t: string) => [
      op.createIndex(`uq_${t}`, t, ["a"], {
        unique: true,
        options: { mysql: { length: { a: 1 } } },
      }),
    ],
    unchecked: true as const,
  },
];

liveTest("rows are said to be in the way if and only if they are", ({ url }) => {
  return bothDirections({ dialect: mysql, url, expressions: false, own });
});

liveTest("counts, keys and what was not looked at", ({ url }) => {
  return reports({ dialect: mysql, url, expressions: false });
});
