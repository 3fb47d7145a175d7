import assert from "node:assert/strict";
import { parseJSONC } from "confbox/jsonc";
import { addMember } from "./jsonc.ts";

Deno.test("addMember() keeps comments and what is there", () => {
  const text = `// head
{
  // why
  "imports": {
    "a": "b" // last
  },
  "tasks": { "x": "y" }, // one line
}
`;
  const imported = addMember(text, ["imports", "@retort/core"], "jsr:c") ?? "";
  const added = addMember(imported, ["tasks", "retort"], "deno run") ?? "";
  assert.equal(
    added,
    `// head
{
  // why
  "imports": {
    "a": "b", // last
    "@retort/core": "jsr:c"
  },
  "tasks": { "x": "y", "retort": "deno run" }, // one line
}
`,
  );
});

Deno.test("addMember() makes what is missing", () => {
  const text = addMember('{\n  "fmt": { "lineWidth": 99 }\n}\n', ["tasks", "r"], "x");
  assert.equal(
    text,
    '{\n  "fmt": { "lineWidth": 99 },\n  "tasks": {\n    "r": "x"\n  }\n}\n',
  );
  assert.equal(addMember("{}\n", ["links"], ["a"]), '{\n  "links": [\n    "a"\n  ]\n}\n');
  assert.equal(addMember('{ "a": [1] }', ["b"], 2), '{ "a": [1], "b": 2 }');
  assert.equal(addMember('{ "a": 1, }', ["b"], 2), '{ "a": 1, "b": 2 }');
});

Deno.test("addMember() never changes a member", () => {
  const text = '{"tasks": {"retort": "mine"}}';
  assert.equal(addMember(text, ["tasks", "retort"], "x"), text);
});

Deno.test("addMember() gives up on what is no object", () => {
  for (const text of ["", "[]", '{"tasks": "x"}', '{"a" 1}', '{"a": 1', "{a: 1}"]) {
    assert.equal(addMember(text, ["tasks", "r"], "x"), undefined);
  }
});

Deno.test("addMember() reads braces in strings and comments as text", () => {
  const text = '{\n  "a": "}//\\"", /* } */\n  "b": [{ "c": "]" }]\n}';
  const added = addMember(text, ["d"], 1) ?? "";
  assert.deepEqual(parseJSONC(added), { a: '}//"', b: [{ c: "]" }], d: 1 });
});
