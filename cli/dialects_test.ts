import assert from "node:assert/strict";
import type { Dialect } from "@retort/core/dialect";
import { findDialect, findDriver, isDialect, schemeOf } from "./dialects.ts";

function fake(name: string, schemes: readonly string[]): Dialect {
  return { name, schemes, render: {} } as unknown as Dialect;
}

Deno.test("schemeOf() reads schemes, also with a driver", () => {
  assert.deepEqual(
    ["sqlite:a.db", "postgresql://u@h/d", "MySQL://h", "postgresql+asyncpg://h"].map(schemeOf),
    ["sqlite", "postgresql", "mysql", "postgresql"],
  );
});

Deno.test("schemeOf() refuses what has none", () => {
  for (const url of ["app.db", "", "C:\\app.db", "//h/d"]) {
    assert.throws(() => schemeOf(url), { code: "database/bad-url" });
  }
});

Deno.test("findDialect() takes the dialects of the environment first", async () => {
  const own = fake("mine", ["sqlite"]);
  assert.equal(await findDialect("sqlite:x", [fake("other", ["x"]), own]), own);
});

Deno.test("findDialect() says which schemes are known", async () => {
  await assert.rejects(findDialect("nosuchdatabase://h", [fake("mine", ["mine"])]), {
    code: "database/unknown-scheme",
    data: {
      scheme: "nosuchdatabase",
      known: ["mine", "sqlite", "postgres", "postgresql", "mysql", "mariadb"],
    },
  });
});

Deno.test("isDialect() goes by shape", () => {
  assert.ok(isDialect(fake("a", [])));
  for (const value of [null, {}, "sqlite", { name: "a", schemes: [] }.name]) {
    assert.ok(!isDialect(value));
  }
});

Deno.test("findDriver() loads a driver by itself, and nothing where the dialect is given", async () => {
  assert.equal(await findDriver("sqlite:x", [fake("mine", ["sqlite"])]), undefined);
  assert.equal(await findDriver("nosuch:x"), undefined);
});
