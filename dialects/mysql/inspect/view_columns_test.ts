import assert from "node:assert/strict";
import { called } from "./view_columns.ts";

const query = "select `a`.`x` AS `x`,(select 1 AS `one` from `b`) AS `b` from `a` join `b` AS `c`";

Deno.test("called() names the columns of a view as they are named", () => {
  const named = query.replace("AS `x`", "AS `who`").replace(") AS `b`", ") AS `how many`");
  assert.equal(called(query, ["who", "how many"]), named);
  assert.equal(called(query, ["x", "b"]), query);
});

Deno.test("called() leaves alone what it does not see through", () => {
  for (const text of [`${query} order by \`x\``, `with y as (select 1) ${query}`]) {
    assert.equal(called(text, ["who", "how many"]), text);
  }
  assert.equal(called(query, []), query);
});
