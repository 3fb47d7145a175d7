/** Preflights on MariaDB and MySQL. */
import { enumeration, varchar } from "@retort/core";
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
];

liveTest("rows are said to be in the way if and only if they are", ({ url }) => {
  return bothDirections({ dialect: mysql, url, expressions: false, own });
});

liveTest("counts, keys and what was not looked at", ({ url }) => {
  return reports({ dialect: mysql, url, expressions: false });
});
