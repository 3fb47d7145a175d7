import assert from "node:assert/strict";
import { type Dialect, type RenderContext, renderOp } from "../dialect/mod.ts";
import { isRetortError, RetortError } from "../errors/mod.ts";
import { findReverse, type Op, opsHash, revived, spec } from "../ops/mod.ts";
import { emptySchema, isMetaData, MetaData, pluginObject, sql } from "../schema/mod.ts";
import { Imports, printOp } from "../source/mod.ts";
import {
  addPluginObject,
  checkPlugins,
  defineNoun,
  defineOp,
  definePlugin,
  defineSource,
  isPlugin,
  loadSource,
  type OpBuilder,
  plugEnvironment,
  type PluginParts,
  removePluginObject,
  touchesPluginObject,
} from "./mod.ts";
import { plugDialect } from "./dialect.ts";

const noteOf = (name: string) => pluginObject({ noun: "notes:note", name, data: {} });

const write: OpBuilder<[name: string], { readonly name: string }> = defineOp({
  kind: "notes:write",
  source: { from: "./notes.ts", name: "notes.write" },
  build: (name) => ({ name }),
  args: (op) => [op.name],
  describe: (op) => `write note ${op.name}`,
  reverse: (op) => erase(op.name),
  apply: (op, schema) => addPluginObject(schema, noteOf(op.name), `write note ${op.name}`),
  touches: (op) => touchesPluginObject(noteOf(op.name)),
  render: {
    mariadb: () => [{ sql: "for mariadb", transaction: "forbidden" }],
    mysql: () => [sql`for mysql`],
    default: (op) => [sql`note ${sql.name(op.name)} ${"it's"}`],
  },
});

const erase: OpBuilder<[name: string], { readonly name: string }> = defineOp({
  kind: "notes:erase",
  source: { from: "./other.ts", name: "notes" },
  build: (name) => ({ name }),
  args: (op) => [op.name],
  describe: (op) => `erase note ${op.name}`,
  apply: (op, schema) => removePluginObject(schema, noteOf(op.name), `erase note ${op.name}`),
  render: { postgres: () => [sql`erase`] },
});

const writer = {
  name: (name: string) => `"${name}"`,
  text: (fragment: typeof sql.raw extends (text: string) => infer S ? S : never) =>
    fragment.sql.map((part) =>
      typeof part === "string" ? part : "name" in part ? `"${part.name.join(".")}"` : "'it''s'"
    ).join(""),
};

function render(op: Op, names: readonly string[]): ReturnType<typeof renderOp> {
  const dialect = { name: names.at(-1), writer, render: {} } as unknown as Dialect;
  const cx: RenderContext = { before: emptySchema, names, offline: false };
  return renderOp(dialect, op, cx);
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isRetortError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing";
}

Deno.test("an op of a plugin is frozen data; its behaviour is no part of it", () => {
  const op = write("a");
  assert.equal(JSON.stringify(op), '{"kind":"notes:write","name":"a"}');
  assert.ok(Object.isFrozen(op));
  assert.equal(opsHash([op]), opsHash([{ kind: "notes:write", name: "a" } as Op]));
  assert.equal(spec<Op>({ ...op }).describe(op), "write note a");
});

Deno.test("defineOp() refuses data that JSON would lose", () => {
  const odd: OpBuilder<[value: unknown], { readonly at: { readonly deep: unknown } }> = defineOp({
    kind: "notes:odd",
    source: { from: "./notes.ts", name: "odd" },
    build: (value) => ({ at: { deep: value } }),
    args: () => [],
    describe: () => "odd",
    render: { default: () => [] },
  });
  assert.match(codeOf(() => odd(() => 1)), /odd\(\) made data .* at\.deep is a function/);
  assert.match(codeOf(() => odd(new Date(0))), /at\.deep is a Date/);
  assert.match(codeOf(() => odd(1n)), /at\.deep is a bigint/);
  assert.match(codeOf(() => odd(Number.NaN)), /at\.deep is NaN/);
  assert.equal(codeOf(() => odd([1, null, { a: undefined }])), "nothing");
});

Deno.test("the renderer of a product comes before that of its dialect, and default comes last", () => {
  assert.deepEqual(render(write("a"), ["mariadb", "mysql"]), [
    { sql: "for mariadb", transaction: "forbidden" },
  ]);
  assert.deepEqual(render(write("a"), ["mysql"]), [{ sql: "for mysql" }]);
  assert.deepEqual(render(write("a"), ["sqlite"]), [{ sql: `note "a" 'it''s'` }]);
});

Deno.test("without a renderer there is a refusal that names the op and the dialect", () => {
  assert.equal(
    codeOf(() => render(erase("a"), ["sqlite"])),
    "plugin/no-renderer: Cannot erase note a: notes:erase has no renderer for sqlite, " +
      "only for postgres",
  );
});

Deno.test("applying and reversing go through the plugin; without a reverse an op has none", () => {
  const made = spec<Op>(write("a")).apply(write("a"), emptySchema);
  assert.deepEqual([...made.plugins?.values() ?? []], [noteOf("a")]);
  assert.deepEqual(findReverse([write("a")], emptySchema), { ops: [erase("a")] });
  const gone = spec<Op>(erase("a")).apply(erase("a"), made);
  assert.deepEqual(gone, emptySchema);
  assert.deepEqual(findReverse([erase("a")], made), { irreversible: erase("a") });
  assert.match(
    codeOf(() => spec<Op>(erase("a")).apply(erase("a"), gone)),
    /^op\/missing: .*note "a"/,
  );
  assert.match(codeOf(() => spec<Op>(write("a")).apply(write("a"), made)), /^op\/exists/);
});

Deno.test("printed ops import their builders, under another name where two are called alike", () => {
  const imports = new Imports();
  assert.equal(printOp(write("a"), imports), 'notes.write("a")');
  assert.equal(printOp(erase("a"), imports), 'notes2("a")');
  assert.deepEqual(imports.lines(), [
    'import { notes } from "./notes.ts";',
    'import { notes as notes2 } from "./other.ts";',
  ]);
});

Deno.test("ops that were kept as JSON get their behaviour again", () => {
  const kept: readonly Op[] = JSON.parse(JSON.stringify([write("a")]));
  const [op] = revived(kept, new Map([[write.kind as string, write.spec]]));
  assert.ok(op);
  assert.equal(spec(op).describe(op), "write note a");
  assert.match(codeOf(() => spec(kept[0] as Op)), /^op\/unknown-kind/);
});

const bad: readonly (readonly [string, object, RegExp])[] = [
  ["a name", { name: "No Name" }, /its name must be of a-z/],
  ["an unknown key", { name: "a", noun: [] }, /"noun" is unknown; did you mean "nouns"/],
  ["an op of another plugin", { name: "a", ops: [write] }, /ops 1 is called "notes:write"/],
  ["no op", { name: "a", ops: [() => 1] }, /ops 1 is nothing that defineOp\(\) made/],
  ["no list", { name: "a", nouns: {} }, /nouns must be an array/],
  ["an unknown hook", { name: "a", hooks: { beforeRuns: () => {} } }, /did you mean "beforeRun"/],
  ["no hook", { name: "a", hooks: { beforeRun: 1 } }, /"beforeRun" must be a function/],
  ["a command", { name: "a", commands: { x: {} } }, /"x" needs a summary and a function run/],
  ["its name", { name: "a", commands: { "X y": {} } }, /"X y" is no name/],
  ["a comparator", { name: "a", comparators: [{}] }, /1 needs a name and a function compare/],
  ["a source", { name: "a", sources: [{}] }, /1 needs a name and a function load/],
];

for (const [what, parts, words] of bad) {
  Deno.test(`definePlugin() says what to change: ${what}`, () => {
    assert.match(codeOf(() => definePlugin(parts as PluginParts)), words);
  });
}

Deno.test("plugins that bring the same are refused, also what retort has", () => {
  const [a, b] = [definePlugin({ name: "notes", ops: [write] }), definePlugin({ name: "notes" })];
  assert.match(codeOf(() => checkPlugins([a, b])), /plugin\/clash: The plugin "notes"/);
  const c = definePlugin({ name: "c", comparators: [{ name: "tables", compare: () => [] }] });
  assert.match(
    codeOf(() => checkPlugins([c])),
    /comparator "tables" is brought by "retort" and "c"/,
  );
  assert.match(codeOf(() => checkPlugins([{ name: "x" } as never])), /not made by definePlugin/);
});

Deno.test("a plugin of another copy of core is a plugin: the brand is a registered symbol", () => {
  const foreign = { name: "x", [Symbol.for("retort.plugin")]: 1 };
  assert.ok(isPlugin(foreign));
  assert.equal(codeOf(() => checkPlugins([foreign as never])), "nothing");
});

Deno.test("plugEnvironment() joins what plugins bring with what env.ts says", async () => {
  const own = new MetaData();
  const other = new MetaData();
  const plugin = definePlugin({
    name: "a",
    comparators: [{ name: "mine", compare: () => [] }],
    postWrite: { stamp: () => {} },
    renderItem: ({ noun }) => noun === "op" ? { code: "plugin" } : undefined,
    processRevision: ({ upgrade }) => ({ upgrade: [...upgrade, write("b")], message: "plugin" }),
    sources: [defineSource("other", () => other)],
  });
  const found = plugEnvironment({
    plugins: [plugin],
    metadata: () => own,
    compare: [{ name: "yours", compare: () => [] }],
    renderItem: ({ noun }) => noun === "type" ? { code: "env" } : undefined,
    processRevision: ({ upgrade, message }) => ({ upgrade: upgrade.toReversed(), message }),
  });
  assert.deepEqual(found.compare?.map(({ name }) => name), ["mine", "yours"]);
  assert.deepEqual(Object.keys(found.hooks ?? {}), ["a:stamp"]);
  assert.equal(found.renderItem?.({ noun: "op", op: write("a") })?.code, "plugin");
  assert.equal(found.renderItem?.({ noun: "type", type: { name: "x" } })?.code, "env");
  const draft = { revision: "1", message: "m", down: [], upgrade: [write("a")] };
  assert.deepEqual(found.processRevision?.(draft), {
    upgrade: [write("b"), write("a")],
    message: "plugin",
  });
  assert.deepEqual(await found.metadata?.(), [own, other]);
});

Deno.test("a schema source that gives no metadata, or fails, is named", async () => {
  const failing = defineSource("drizzle", () => {
    throw new Error("no such file\nat x");
  });
  await assert.rejects(loadSource(failing), /source "drizzle" failed: no such file$/);
  await assert.rejects(
    loadSource(defineSource("x", () => ({}) as never)),
    /"x" failed: load\(\) gave something else/,
  );
  assert.ok((await loadSource(defineSource("y", () => new MetaData()))).every(isMetaData));
});

Deno.test("a noun that fails to read its objects, or gives none, is named", async () => {
  const db = { server: { flavour: "any" } } as never;
  const inspected = (inspect: () => Promise<never>) => {
    const noun = defineNoun({
      noun: "notes:note",
      create: ({ name }) => write(name),
      drop: ({ name }) => erase(name),
      inspect: { default: inspect },
      source: { from: "./notes.ts", name: "note", args: ({ name }) => [name] },
    });
    const plain = { name: "any", inspect: () => Promise.resolve(emptySchema) } as never as Dialect;
    const plugin = definePlugin({ name: "notes", ops: [write, erase], nouns: [noun] });
    return plugDialect(plain, [plugin]).inspect?.(db) ?? Promise.resolve(emptySchema);
  };
  const named = (words: RegExp) => ({ code: "plugin/inspect-failed", message: words });
  const failing = inspected(() => Promise.reject(new TypeError("no rows")));
  await assert.rejects(failing, named(/notes:note could not be read: no rows$/));
  await assert.rejects(inspected(() => Promise.resolve(null as never)), named(/no array/));
  const own = new RetortError("plugin/bad-noun", { noun: "x" });
  await assert.rejects(inspected(() => Promise.reject(own)), own);
});
