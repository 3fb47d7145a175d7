import assert from "node:assert/strict";
import { type Dialect, renderOp } from "../dialect/mod.ts";
import { contextFor, diffSchemas } from "../diff/mod.ts";
import { isRetortError } from "../errors/mod.ts";
import { lossesOf, type Op, spec } from "../ops/mod.ts";
import { emptySchema, pluginObject, sql } from "../schema/mod.ts";
import { Imports, printOp } from "../source/mod.ts";
import { checkPlugins, defineNoun, defineOp, plugEnvironment, pluginBrand } from "./mod.ts";
import { plugDialect } from "./dialect.ts";

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isRetortError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing";
}

function opWith(part: object): Op {
  return defineOp({
    kind: "x:do",
    source: { from: "./x.ts", name: "x" },
    build: () => ({}),
    args: () => [],
    describe: () => "do x",
    render: { default: () => [sql`select 1`] },
    ...part,
  })();
}

const asks: Readonly<Record<string, (op: Op) => unknown>> = {
  args: (op) => printOp(op, new Imports()),
  describe: (op) => spec(op).describe(op),
  reverse: (op) => spec(op).reverse(op, emptySchema),
  apply: (op) => spec(op).apply(op, emptySchema),
  touches: (op) => spec(op).touches(op),
  destroys: (op) => lossesOf([op]),
  reduce: (op) => spec(op).reduce?.(op, op),
};

for (const [part, ask] of Object.entries(asks)) {
  Deno.test(`what goes wrong in ${part} of an op is said to be its own`, () => {
    const throwing = opWith({
      [part]: () => {
        throw new TypeError("no such key\nat x");
      },
    });
    const start = `plugin/function-failed: The function ${part} of the op "x:do" failed: `;
    assert.equal(messageOf(() => ask(throwing)), `${start}no such key`);
    assert.match(messageOf(() => ask(opWith({ [part]: () => 5 }))), /it must give .*, and gave 5$/);
    const late = opWith({ [part]: () => Promise.reject(new Error("late")) });
    assert.match(messageOf(() => ask(late)), /it must not be async$/);
  });
}

Deno.test("a renderer that throws is named", () => {
  const op = opWith({
    render: {
      default: () => {
        throw new Error("no words");
      },
    },
  });
  const dialect = { name: "any", render: {} } as unknown as Dialect;
  const cx = { before: emptySchema, names: ["any"], offline: false };
  assert.match(
    messageOf(() => renderOp(dialect, op, cx)),
    /function-failed: The function render of the op "x:do" failed: no words$/,
  );
});

Deno.test("a builder that makes no data is named", () => {
  assert.match(messageOf(() => opWith({ build: () => undefined })), /x\(\) made no object of data/);
});

Deno.test("what goes wrong in a noun or a comparator is said to be its own", () => {
  const broken = (): never => {
    throw new Error("broken");
  };
  const thing = pluginObject({ noun: "x:thing", name: "a", data: {} });
  const noun = defineNoun({
    noun: "x:thing",
    create: broken,
    drop: () => undefined as never,
    normalize: () => 5 as never,
    inspect: { default: () => Promise.resolve([{ name: 5 }] as never) },
    source: { from: "./x.ts", name: "x", args: broken },
  });
  assert.match(messageOf(() => noun.create(thing)), /create of the noun "x:thing" failed: broken$/);
  assert.match(messageOf(() => noun.drop(thing)), /must give an operation, and gave undefined$/);
  assert.match(messageOf(() => noun.normalize?.(thing, {} as never)), /normalize .* gave 5$/);
  assert.match(messageOf(() => noun.source?.args(thing)), /source\.args of the noun/);
  const cx = contextFor({ name: "any", types: {}, can: {} } as unknown as Dialect);
  const found = (compare: () => never): string =>
    messageOf(() =>
      diffSchemas(emptySchema, emptySchema, { ...cx, compare: [{ name: "c", compare }] })
    );
  assert.match(found(broken), /compare of the comparator "c" failed: broken$/);
  assert.match(found(() => [5] as never), /a list of operations, and gave a list with something/);
  assert.match(found(() => Promise.resolve([]) as never), /must not be async$/);
});

Deno.test("objects that a noun reads must be of that noun", async () => {
  const noun = defineNoun({
    noun: "x:thing",
    create: () => opWith({}),
    drop: () => opWith({}),
    inspect: { default: () => Promise.resolve([{ name: 5 }] as never) },
  });
  const plain = { name: "any", inspect: () => Promise.resolve(emptySchema) } as never as Dialect;
  const dialect = plugDialect(plain, [{ name: "x", nouns: [noun], [pluginBrand]: 1 }]);
  const read = dialect.inspect?.({ server: { flavour: "any" } } as never);
  await assert.rejects(async () => await read, { message: /item 1 is no object of the noun/ });
});

Deno.test("a plugin for another version of the interface is refused", () => {
  const foreign = { name: "x", [pluginBrand]: 2 };
  assert.match(
    messageOf(() => checkPlugins([foreign as never])),
    /bad-shape: The plugin "x" cannot be used: it was made for version 2 .* has version 1/,
  );
});

Deno.test("processRevision and renderItem of a plugin must not be async", () => {
  const late = (): never => Promise.reject(new Error("late")) as never;
  const plugin = { name: "x", processRevision: late, renderItem: late, [pluginBrand]: 1 as const };
  const { processRevision, renderItem } = plugEnvironment({ plugins: [plugin] });
  const draft = { revision: "1", message: "m", down: [], upgrade: [] };
  assert.match(messageOf(() => processRevision?.(draft)), /processRevision .* must not be async$/);
  const item = { noun: "type", type: { name: "x" } } as const;
  assert.match(messageOf(() => renderItem?.(item)), /renderItem .* must not be async$/);
});

Deno.test("a schema whose tables are no Map by name is a schema", () => {
  const tables = { get: () => undefined } as never;
  const op = opWith({ apply: () => ({ ...emptySchema, tables }) });
  assert.equal(messageOf(() => spec(op).apply(op, emptySchema)), "nothing");
});
