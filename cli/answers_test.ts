import assert from "node:assert/strict";
import { answersOf, askRename } from "./answers.ts";
import { styleFor } from "./print/style.ts";
import type { Terminal } from "./terminal.ts";

Deno.test("answersOf() reads flags and a file; flags come first", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, '{"rename": {"a.b": "a.c", "x": "y"}, "drop": ["t"]}');
    const found = answersOf({ rename: ["a.b=a.d"], drop: ["u"], answers: path });
    assert.deepEqual([...found.renames], [["a.b", "a.d"], ["x", "y"]]);
    assert.deepEqual([...found.drops], ["t", "u"]);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("answersOf() refuses what it can't read", async () => {
  assert.throws(() => answersOf({ rename: ["users.name"] }), /OLD=NEW/);
  assert.throws(() => answersOf({ answers: "no/such/file.json" }), /no such file/);
  const path = await Deno.makeTempFile();
  try {
    for (const [text, problem] of [["{", /not JSON/], ['{"drop": "x"}', /must hold/]] as const) {
      await Deno.writeTextFile(path, text);
      assert.throws(() => answersOf({ answers: path }), problem);
    }
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("askRename() shows what speaks for a rename and takes the choice", () => {
  const said: string[] = [];
  const lines = ["1", "2"];
  const stream = {
    write: (text: string) => void said.push(text),
    style: styleFor(false),
    terminal: true,
    coloured: false,
  };
  const terminal: Terminal = { out: stream, err: stream, interactive: () => true };
  const ask = askRename(terminal, () => lines.shift());
  const question = {
    id: "rename:users.name",
    kind: "rename",
    noun: "column",
    from: "users.name",
    candidates: [{ to: "users.full_name", score: 0.94, evidence: ["same type"] }],
  } as const;
  assert.equal(ask?.(question), "users.full_name");
  assert.equal(ask?.(question), null);
  assert.equal(ask?.(question), undefined);
  assert.match(said.join(""), /users\.full_name \(94 %: same type\)/);
});
