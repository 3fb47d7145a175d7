import assert from "node:assert/strict";
import { findEditor, runEditor } from "./editor.ts";

function withEditor<T>(values: Readonly<Record<string, string>>, work: () => T): T {
  const names = ["VISUAL", "EDITOR"];
  const before = names.map((name) => Deno.env.get(name));
  for (const name of names) Deno.env.set(name, values[name] ?? "");
  try {
    return work();
  } finally {
    names.forEach((name, index) => {
      const value = before[index];
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    });
  }
}

Deno.test("findEditor() prefers VISUAL and takes its words apart", () => {
  const values = { VISUAL: '"my code" --wait', EDITOR: "vi" };
  assert.deepEqual(withEditor(values, findEditor), ["my code", "--wait"]);
  assert.deepEqual(withEditor({ EDITOR: "vi" }, findEditor), ["vi"]);
});

Deno.test("findEditor() says what to set", () => {
  assert.throws(() => withEditor({}, findEditor), { code: "cli/no-editor" });
});

Deno.test("runEditor() fails where the editor does", async () => {
  const editor = (code: number): readonly string[] => [
    Deno.execPath(),
    "eval",
    `Deno.exit(Deno.args[0] === "x.ts" ? ${code} : 9)`,
  ];
  await runEditor(editor(0), "x.ts");
  await assert.rejects(() => runEditor(editor(3), "x.ts"), {
    code: "cli/editor-failed",
    message: /could not edit x\.ts: it ended with 3$/,
  });
  await assert.rejects(() => runEditor(["no-such-editor"], "x.ts"), { code: "cli/editor-failed" });
});
