import assert from "node:assert/strict";
import { isKept, keptName } from "./kept.ts";

const place = { table: { name: "users" }, column: "name" };
const key = { revision: "ae1027a6acf5", direction: "upgrade" };

Deno.test("keptName() says which revision and which column, and fits the servers", () => {
  assert.match(keptName(key, place), /^_retort_kept_ae1027a6_[0-9a-f]{6}_name$/);
  for (const column of ["x".repeat(64), "ä".repeat(60), "😀".repeat(30)]) {
    const name = keptName(key, { ...place, column });
    assert.ok(new TextEncoder().encode(name).length <= 63, name);
    assert.ok(name.isWellFormed() && isKept(name), name);
  }
});

Deno.test("keptName() differs by revision, direction, table and column, even where they begin alike", () => {
  const long = "y".repeat(60);
  const names = [
    keptName(key, place),
    keptName({ ...key, revision: "ae1027a6ffff" }, place),
    keptName({ ...key, direction: "downgrade" }, place),
    keptName(key, { ...place, table: { name: "people" } }),
    keptName(key, { ...place, table: { name: "users", schema: "audit" } }),
    keptName(key, { table: place.table }),
    keptName(key, { ...place, column: `${long}1` }),
    keptName(key, { ...place, column: `${long}2` }),
  ];
  assert.equal(new Set(names).size, names.length, names.join("\n"));
  const [taken = ""] = names;
  assert.notEqual(keptName(key, place, new Set([taken])), taken);
});
