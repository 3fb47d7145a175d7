/** Rows that a run made itself, on MariaDB and MySQL. */
import assert from "node:assert/strict";
import { mysql } from "@retort/mysql";
import { tellEmptied, tellLate, tellLosses } from "../losses.ts";
import { liveTest } from "./server.ts";

liveTest("a loss of rows of the same run is refused before its revision", async (place) => {
  await tellLosses({ dialect: mysql, ...place });
});

liveTest("a loss in the middle of a revision says what is committed", async (place) => {
  const hint = await tellLate({ dialect: mysql, ...place });
  assert.match(
    hint,
    /^"create table others" and .* are committed and .* "a1" before it is done; if/,
  );
});

liveTest("what a revision empties it may drop", async ({ url }) => {
  await tellEmptied({ dialect: mysql, url });
});
