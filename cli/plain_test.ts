import assert from "node:assert/strict";
import { routes } from "./commands/mod.ts";
import { load, plainCommands, runPlain } from "./plain.ts";
import { styleFor } from "./print/style.ts";
import type { Terminal } from "./terminal.ts";

interface Route {
  readonly loader: () => Promise<unknown>;
  readonly parameters: {
    readonly flags: Readonly<Record<string, { readonly optional?: boolean; default?: unknown }>>;
    readonly positional?: { readonly kind: string; readonly parameters: readonly unknown[] };
  };
}

for (const [name, words] of Object.entries(plainCommands)) {
  Deno.test(`${name} is to the parser what it is without one`, async () => {
    const { loader, parameters } = routes[name] as unknown as Route;
    assert.equal(await loader(), await load(name));
    assert.equal(parameters.positional?.parameters.length ?? 0, words);
    for (const [flag, { optional, default: standard }] of Object.entries(parameters.flags)) {
      assert.deepEqual([optional, standard], [true, undefined], flag);
    }
  });
}

function silent(): { readonly terminal: Terminal; readonly said: string[] } {
  const said: string[] = [];
  const stream = {
    write: (text: string) => void said.push(text),
    style: styleFor(false),
    terminal: false,
    coloured: false,
  };
  return { terminal: { out: stream, err: stream, interactive: () => false }, said };
}

Deno.test("runPlain() leaves everything else to the parser", async () => {
  const lines = [
    [],
    ["upgrade"],
    ["upgrade", "a", "b"],
    ["upgrade", "--help"],
    ["downgrade", "-1"],
    ["heads", "-v"],
    ["upgrad", "head"],
    ["toString"],
    ["-c", "a.ini", "heads"],
  ];
  for (const args of lines) {
    const { terminal, said } = silent();
    assert.equal(await runPlain(args, terminal), undefined, args.join(" "));
    assert.deepEqual(said, []);
  }
});
