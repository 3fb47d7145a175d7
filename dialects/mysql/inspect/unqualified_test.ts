import assert from "node:assert/strict";
import { unqualified } from "./unqualified.ts";

const cases: readonly (readonly [string, string])[] = [
  ["select `db`.`t`.`a` AS `a` from `db`.`t`", "select `t`.`a` AS `a` from `t`"],
  [
    "select 1 from ((`db`.`a` join `db`.`b`) join `o`.`c`)",
    "select 1 from ((`a` join `b`) join `o`.`c`)",
  ],
  ["select `db`.`db`.`db` AS `db` from `db`.`db`", "select `db`.`db` AS `db` from `db`"],
  ["select `x`.`a`,`db`.`b` from `db`.`t` `db`", "select `x`.`a`,`db`.`b` from `t` `db`"],
  ["select sum(`db`.`b`) from `db`.`t` `db`", "select sum(`db`.`b`) from `t` `db`"],
  ["select `db`.`f`(nextval(`db`.`s`))", "select `f`(nextval(`s`))"],
  ["select '`db`.`t`.`a`' AS `a`", "select '`db`.`t`.`a`' AS `a`"],
];

for (const [text, wanted] of cases) {
  Deno.test(`unqualified() of ${text}`, () => assert.equal(unqualified(text, "db"), wanted));
}
