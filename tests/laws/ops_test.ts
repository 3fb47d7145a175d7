import assert from "node:assert/strict";
import * as core from "@retort/core";
import { diffSchemas } from "@retort/core/diff";
import { applyAll, type Op, spec } from "@retort/core/ops";
import { canonical, same, type Schema } from "@retort/core/schema";
import { Imports, printOp } from "@retort/core/source";
import fc from "fast-check";
import { runs, schema, step } from "./arbitraries.ts";
import { objectStep } from "./objects.ts";

const anyStep = fc.oneof(step, objectStep);

function evaluate(op: Op): unknown {
  const imports = new Imports();
  const code = printOp(op, imports);
  const values: Readonly<Record<string, unknown>> = core;
  return new Function(...Object.keys(values), `return ${code};`)(...Object.values(values));
}

Deno.test("law 1: applying the reverse of an op gives back the schema", () => {
  let reversible = 0;
  fc.assert(
    fc.property(anyStep, ([state, op]) => {
      const after = spec(op).apply(op, state);
      const undo = spec(op).reverse(op, state);
      if (undo === null) return;
      reversible++;
      assert.equal(canonical(spec(undo).apply(undo, after)), canonical(state));
    }),
    runs,
  );
  assert.ok(reversible > 100, `only ${reversible} of the ops could be reversed`);
});

Deno.test("law 2: applying a difference gives the other schema", () => {
  const cx = { types: { same }, comments: true };
  fc.assert(
    fc.property(schema, schema, (from, to) => {
      const { ops } = diffSchemas(from, to, cx);
      assert.equal(canonical(applyAll(ops, from)), canonical(to));
      assert.deepEqual(diffSchemas(to, to, cx).ops, []);
    }),
    runs,
  );
});

Deno.test("law 2 holds for objects beside tables, where nothing is out of reach", () => {
  const cx = { types: { same }, comments: true, frozenViews: true };
  let changed = 0;
  const after = ([state, op]: readonly [Schema, Op]): Schema => spec(op).apply(op, state);
  fc.assert(
    fc.property(objectStep.map(after), objectStep.map(after), (from, to) => {
      const { ops, unchangeable } = diffSchemas(from, to, cx);
      assert.deepEqual(diffSchemas(to, to, cx).ops, []);
      if (unchangeable.length > 0) return;
      changed++;
      assert.equal(canonical(applyAll(ops, from)), canonical(to));
    }),
    runs,
  );
  assert.ok(changed > 100, `only ${changed} could be changed`);
});

Deno.test("law 3: printing an op and evaluating it gives the same op", () => {
  fc.assert(
    fc.property(anyStep, ([, op]) => {
      assert.ok(same(evaluate(op), op), printOp(op));
    }),
    runs,
  );
});

Deno.test("an op never changes the schema that it is applied to", () => {
  fc.assert(
    fc.property(anyStep, ([state, op]) => {
      const before = canonical(state);
      spec(op).apply(op, state);
      assert.equal(canonical(state), before);
    }),
    runs,
  );
});

Deno.test("an op touches the tables that it changes", () => {
  fc.assert(
    fc.property(anyStep, ([state, op]) => {
      const after = spec(op).apply(op, state);
      const { writes, all } = spec(op).touches(op);
      if (all) return;
      for (const [key, table] of state.tables) {
        const other = after.tables.get(key);
        // A rename also corrects the foreign keys that point at what it renames.
        if (
          other === undefined || same({ ...table, foreignKeys: [] }, { ...other, foreignKeys: [] })
        ) {
          continue;
        }
        assert.ok(writes.includes(key), `${spec(op).describe(op)} changes ${key}`);
      }
    }),
    runs,
  );
});
