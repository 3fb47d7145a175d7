import assert from "node:assert/strict";
import { isSeveral, splitStatements } from "./statements.ts";

Deno.test("splitStatements() splits outside of strings, comments and triggers", () => {
  const trigger = "create temp trigger t after insert on a begin select ';'; select 2; end";
  const text = `insert into a values (?, '?;'); -- ?;\n${trigger};; update a set b = ? /* ; */;`;
  assert.deepEqual(splitStatements(text), [
    { sql: "insert into a values (?, '?;')", placeholders: 1 },
    { sql: trigger, placeholders: 0 },
    { sql: "update a set b = ?", placeholders: 1 },
  ]);
  assert.equal(splitStatements("select ?1")[0]?.placeholders, undefined);
  assert.equal(splitStatements("select :name")[0]?.placeholders, undefined);
  assert.equal(isSeveral(`${trigger};`), false);
  assert.equal(isSeveral("select 1; select 2"), true);
});
