import assert from "node:assert/strict";
import { askAt } from "./ask.ts";
import { styleFor } from "./print/style.ts";
import type { Terminal } from "./terminal.ts";

const question = { id: "a", kind: "rename", text: "Was a renamed", candidates: ["yes", "no"] };

function terminal(interactive: boolean, said: string[]): Terminal {
  const stream = {
    write: (text: string): void => void said.push(text),
    style: styleFor(false),
    terminal: true,
    coloured: false,
  };
  return { out: stream, err: stream, interactive: () => interactive };
}

Deno.test("askAt() asks nobody where nobody answers", () => {
  assert.equal(askAt(terminal(false, [])), undefined);
});

Deno.test("askAt() takes a number or the answer itself", () => {
  const lines = ["9", "2"];
  const said: string[] = [];
  assert.equal(askAt(terminal(true, said), () => lines.shift())?.(question), "no");
  assert.equal(
    said.join(""),
    "Was a renamed?\n  1  yes\n  2  no\n1-2: " +
      '"9" is no answer: type a number from 1 to 2\n1-2: ',
  );
  assert.equal(askAt(terminal(true, []), () => "yes")?.(question), "yes");
});

Deno.test("askAt() takes the beginning of the only answer that begins so", () => {
  const candidates = ["yes: users.full_name", "yes: users.email", "no: it is gone"];
  const ask = (...lines: string[]): string | undefined =>
    askAt(terminal(true, []), () => lines.shift())?.({ ...question, candidates });
  assert.equal(ask("N"), "no: it is gone");
  assert.equal(ask("y", ""), undefined);
  assert.equal(ask("y", "yes: users.e"), "yes: users.email");
});

Deno.test("askAt() gives up after three tries or at the end of input", () => {
  assert.equal(askAt(terminal(true, []), () => "?")?.(question), undefined);
  assert.equal(askAt(terminal(true, []), () => undefined)?.(question), undefined);
});
