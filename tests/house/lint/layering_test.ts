import assert from "node:assert/strict";
import layering, { problemOf } from "./layering.ts";
import style from "./style.ts";

function run(plugin: Deno.lint.Plugin, file: string, source: string): readonly string[] {
  return Deno.lint.runPlugin(plugin, file, source).map(({ id }) => id);
}

const refused: readonly (readonly [string, string])[] = [
  ["core/ops/tables.ts", "../dialect/mod.ts"],
  ["core/ops/tables.ts", "../plan/mod.ts"],
  ["core/schema/model.ts", "../ops/mod.ts"],
  ["core/errors/mod.ts", "../schema/mod.ts"],
  ["core/graph/graph.ts", "../mod.ts"],
  ["core/plan/plan.ts", "../run/run.ts"],
  ["core/nowhere/a.ts", "../errors/mod.ts"],
  ["core/schema/model.ts", "../../cli/main.ts"],
  ["core/schema/model.ts", "../../dialects/ansi/mod.ts"],
  ["core/schema/model.ts", "node:assert/strict"],
  ["core/schema/model.ts", "npm:postgres"],
  ["core/schema/model.ts", "@retort/core"],
  ["dialects/sqlite/mod.ts", "node:sqlite"],
  ["dialects/sqlite/mod.ts", "./driver.ts"],
  ["dialects/sqlite/mod.ts", "../ansi/mod.ts"],
  ["dialects/sqlite/mod.ts", "@retort/cli"],
  ["dialects/sqlite/inspect/tables.ts", "../../../core/mod.ts"],
  ["dialects/ansi/mod.ts", "@retort/ansi"],
  ["cli/main.ts", "@retort/sqlite"],
  ["cli/main.ts", "../core/mod.ts"],
  ["cli/main.ts", "node:fs"],
];

const allowed: readonly (readonly [string, string])[] = [
  ["core/mod.ts", "./commands/environment.ts"],
  ["core/ops/tables.ts", "./op.ts"],
  ["core/ops/tables.ts", "../schema/mod.ts"],
  ["core/commands/history.ts", "../graph/graph.ts"],
  ["core/schema/model_test.ts", "node:assert/strict"],
  ["dialects/sqlite/driver.ts", "node:sqlite"],
  ["dialects/sqlite/mod.ts", "@retort/ansi"],
  ["dialects/sqlite/inspect/tables.ts", "../types.ts"],
  ["dialects/sqlite/inspect/tables.ts", "@retort/core/schema"],
  ["cli/main.ts", "@stricli/core"],
  ["cli/main.ts", "@retort/core/graph"],
  ["tests/golden/golden_test.ts", "../../core/mod.ts"],
];

Deno.test("layering/imports refuses what runs against the layers", () => {
  for (const [file, specifier] of refused) {
    assert.ok(problemOf(file, { specifier }), `${file} must not import ${specifier}`);
    const source = `import { x } from "${specifier}";\nexport * from "${specifier}";`;
    assert.deepEqual(run(layering, file, source), ["layering/imports", "layering/imports"]);
  }
});

Deno.test("layering/imports lets through what runs with the layers", () => {
  for (const [file, specifier] of allowed) {
    assert.equal(problemOf(file, { specifier }), undefined, `${file} imports ${specifier}`);
  }
});

Deno.test("layering/imports lets a dialect load its driver lazily and use its types", () => {
  const file = "dialects/sqlite/mod.ts";
  const source = `import type { T } from "./driver.ts";\nawait import("./driver.ts");`;
  assert.deepEqual(run(layering, file, source), []);
});

Deno.test("layering/platform keeps Deno out of core and dialects", () => {
  const source = `Deno.cwd();`;
  assert.deepEqual(run(layering, "core/plan/plan.ts", source), ["layering/platform"]);
  assert.deepEqual(run(layering, "dialects/sqlite/driver.ts", source), ["layering/platform"]);
  assert.deepEqual(run(layering, "cli/main.ts", source), []);
  assert.deepEqual(run(layering, "core/plan/plan_test.ts", source), []);
});

Deno.test("layering/platform lets nobody print but tests", () => {
  const source = `console.log(1);`;
  assert.deepEqual(run(layering, "core/plan/plan.ts", source), ["layering/platform"]);
  assert.deepEqual(run(layering, "cli/main.ts", source), ["layering/platform"]);
  assert.deepEqual(run(layering, "tests/run.ts", source), []);
});

Deno.test("layering/default-export refuses a default export outside users' files", () => {
  const source = `export default {};`;
  assert.deepEqual(run(layering, "core/mod.ts", source), ["layering/default-export"]);
  assert.deepEqual(run(layering, "docs/example/env.ts", source), []);
});

Deno.test("style/function-length counts lines", () => {
  const body = (lines: number): string => `function f() {\n${"  g();\n".repeat(lines - 2)}}`;
  assert.deepEqual(run(style, "core/a.ts", body(40)), []);
  assert.deepEqual(run(style, "core/a.ts", body(41)), ["style/function-length"]);
});

Deno.test("style/parameters asks for an options object after the third", () => {
  assert.deepEqual(run(style, "core/a.ts", "function f(a, b, c) {}"), []);
  assert.deepEqual(run(style, "core/a.ts", "function f(a, b, c, options = {}) {}"), []);
  assert.deepEqual(run(style, "core/a.ts", "function f(a, b, c, d) {}"), ["style/parameters"]);
});

Deno.test("style/top-level-function wants declarations, arrows for values", () => {
  assert.deepEqual(run(style, "core/a.ts", "export const f = () => {\n  g();\n};"), [
    "style/top-level-function",
  ]);
  assert.deepEqual(run(style, "core/a.ts", "const f = (a) => a + 1;"), []);
});

Deno.test("style/op-kind is looked at in core/ops and dialects only", () => {
  const source = `if (op.kind === "addColumn") switch (lastOp.kind) {}`;
  assert.deepEqual(run(style, "core/plan/a.ts", source), ["style/op-kind", "style/op-kind"]);
  assert.deepEqual(run(style, "core/ops/a.ts", source), []);
  assert.deepEqual(run(style, "dialects/sqlite/a.ts", source), []);
});

Deno.test("style/one-import wants what is taken of a module in one place", () => {
  assert.deepEqual(
    run(style, "core/a.ts", `import type { A } from "./b.ts";\nimport { b } from "./b.ts";`),
    [
      "style/one-import",
    ],
  );
  assert.deepEqual(run(style, "core/a.ts", `import { type A, b } from "./b.ts";`), []);
  assert.deepEqual(
    run(style, "core/a.ts", `import * as b from "./b.ts";\nimport { c } from "./b.ts";`),
    [],
  );
});
