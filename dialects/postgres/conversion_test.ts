import assert from "node:assert/strict";
import { enumeration, integer, op, sql, text } from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { type AlterColumn, applyAll } from "@retort/core/ops";
import { emptySchema, type Schema, type Type } from "@retort/core/schema";
import { binds, conversion } from "./conversion.ts";
import { postgres } from "./mod.ts";

const type = (text: string): Type => postgres.types.parse(text);
const mood = enumeration("mood", ["happy"]).spec.type;
const level = enumeration("Level", ["low"], { schema: "app" }).spec.type;

function using(from: Type, to: Type, column = "c"): unknown {
  return conversion({ column, place: "t.c", from, to })?.["postgres"]?.["using"];
}

function sqlOf(change: AlterColumn, before: Schema): readonly string[] {
  return renderOp(postgres, change, { before, names: ["postgres"], offline: false })
    .map((statement) => statement.sql);
}

Deno.test("conversion() casts only where the server doesn't do it by itself", () => {
  for (const [from, to] of [["integer", "text"], ["integer", "numeric"], ["date", "timestamp"]]) {
    assert.equal(using(type(from ?? ""), type(to ?? "")), undefined);
  }
  assert.equal(using(type("text"), type("integer")), "c::integer");
  assert.equal(using(type("text"), type("integer"), "Od d"), '"Od d"::integer');
  assert.equal(using(type("char(3)"), type("integer")), "c::text::integer");
  assert.equal(using(type("boolean"), type("bigint")), "c::integer::bigint");
  assert.equal(using(type("numeric"), type("boolean")), "c <> 0");
  assert.equal(using(type("integer"), type("jsonb")), "to_jsonb(c)");
  assert.equal(using(type("json"), type("date")), "(c #>> '{}')::date");
  assert.equal(using(mood, level), 'c::text::app."Level"');
  assert.equal(using(type("text[]"), type("integer[]")), "c::integer[]");
  assert.equal(using(type("serial"), type("boolean")), "c::boolean");
  // bit(4) would cut the fifth off; an assignment of bits refuses.
  assert.equal(using(type("text"), type("bit(4)")), "c::varbit");
});

Deno.test("conversion() leaves a hole where nobody but the author knows", () => {
  assert.deepEqual(using(type("boolean"), type("date")), {
    hole: "an SQL expression that turns t.c from boolean into date",
  });
  assert.deepEqual(using(type("integer"), type("integer[]")), {
    hole: "an SQL expression that turns t.c from integer into integer[]",
  });
});

Deno.test("a type is changed with USING and the default out of its way, without being told", () => {
  const before = applyAll([
    op.createTable("t", {
      a: text().notNull().default("1"),
      done: integer().computed(sql`1 + 1`, { stored: true }),
    }),
  ], emptySchema);
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: integer() }), before), [
    "ALTER TABLE t ALTER COLUMN a DROP DEFAULT",
    "ALTER TABLE t ALTER COLUMN a TYPE INTEGER USING a::integer",
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT '1'",
  ]);
  // USING is refused for computed columns.
  assert.deepEqual(sqlOf(op.alterColumn("t", "done", { type: enumeration("m", ["a"]) }), before), [
    "ALTER TABLE t ALTER COLUMN done TYPE m",
  ]);
});

Deno.test("a change that nobody can know the way of is refused with the call that says it", () => {
  const before = applyAll([op.createTable("t", { "a": integer() })], emptySchema);
  const change: AlterColumn = {
    kind: "alterColumn",
    table: "t",
    column: "a",
    set: { type: type("date") },
  };
  assert.throws(() => sqlOf(change, before), /how to turn t\.a from integer into date/);
  const unfilled = { ...change, options: { postgres: { using: { hole: "an expression" } } } };
  assert.throws(() => sqlOf(unfilled, before), { code: "op/unfilled" });
});

Deno.test("binds() tells types whose checks and indexes the server would carry over", () => {
  assert.equal(binds(type("varchar(20)"), type("text")), false);
  assert.equal(binds(type("integer"), type("bigint")), false);
  assert.equal(binds(type("numeric(8,2)"), type("numeric(10,2)")), false);
  assert.equal(binds(type("integer"), type("numeric")), true);
  assert.equal(binds(mood, level), true);
  assert.equal(binds(mood, enumeration("mood", ["sad"]).spec.type), false);
});
