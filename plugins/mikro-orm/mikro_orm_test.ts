import assert from "node:assert/strict";
import { defineEntity, type EntitySchema, p } from "@mikro-orm/core";
import { isRetortError } from "@retort/core/errors";
import { instance } from "./fixtures/instance.ts";
import { mikroOrm } from "./mod.ts";

Deno.test("mikroOrm() says what it leaves away", () => {
  const Thing = defineEntity({
    name: "Thing",
    properties: { id: p.integer().primary(), owner: p.string() },
    indexes: [{ name: "by_sql", expression: "create index by_sql on thing (lower(owner))" }],
    triggers: [{ name: "touch", timing: "before", events: ["update"], body: "return new" }],
  });
  const own = [Thing] as unknown as EntitySchema[];
  assert.deepEqual(mikroOrm(instance({ platform: "postgres" }, own)).notes, [
    "index by_sql on thing is SQL, and is not managed; make it with op.execute in a revision",
    "trigger touch on thing is not managed; make it with op.execute in a revision",
  ]);
});

Deno.test("mikroOrm() refuses databases that it does not read", () => {
  class MsSqlPlatform {}
  const { schema } = instance({ platform: "sqlite" });
  const orm = { schema, config: { getPlatform: () => new MsSqlPlatform() } };
  assert.throws(
    () => mikroOrm(orm),
    (error: unknown) =>
      isRetortError(error) && error.code === "schema/bad-source" &&
      error.message.includes("MsSqlPlatform"),
  );
});
