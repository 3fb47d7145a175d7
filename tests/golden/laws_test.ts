import assert from "node:assert/strict";
import * as core from "@retort/core";
import { type Op, spec } from "@retort/core/ops";
import { canonical, same } from "@retort/core/schema";
import { Imports, printOp, printOps } from "@retort/core/source";
import type { Case } from "./case.ts";
import { cases } from "./cases.ts";
import { stateOf } from "./golden.ts";

/** What printed code makes, with nothing in reach but the names that it says to import. */
function evaluate(op: Op): unknown {
  const imports = new Imports();
  const code = printOp(op, imports);
  const names = imports.lines().flatMap((line) =>
    (/\{([^}]*)\}/.exec(line)?.[1] ?? "").split(",").map((name) => name.trim()).filter(Boolean)
  );
  const values: Readonly<Record<string, unknown>> = core;
  return new Function(...names, `return ${code};`)(...names.map((name) => values[name]));
}

/** Each law is put to every case; code that hangs beside the data has no source. */
const laws: Readonly<Record<string, (item: Case) => void>> = {
  "reversing gives back the schema": (item) => {
    const before = stateOf(item);
    const undo = spec(item.op).reverse(item.op, before);
    if (undo === null) return;
    const after = spec(item.op).apply(item.op, before);
    assert.equal(canonical(spec(undo).apply(undo, after)), canonical(before));
  },
  "printing and evaluating gives the same op": ({ op }) => {
    if (op.kind !== "run") assert.deepEqual(evaluate(op), op);
  },
  "the printed reverse evaluates to the reverse": (item) => {
    const undo = spec(item.op).reverse(item.op, stateOf(item));
    if (undo !== null && undo.kind !== "run") assert.ok(same(evaluate(undo), undo));
  },
  "an op survives JSON": ({ op }) => {
    const copy: Op = JSON.parse(JSON.stringify(op));
    assert.ok(same(copy, op));
    assert.equal(spec(copy).describe(copy), spec(op).describe(op));
  },
};

for (const [noun, items] of Object.entries(cases)) {
  for (const [name, item] of Object.entries(items)) {
    Deno.test(`laws ${noun}/${name}`, async (t) => {
      for (const [law, hold] of Object.entries(laws)) await t.step(law, () => hold(item));
    });
  }
}

Deno.test("printed revisions are laid out as the formatter would", async () => {
  const imports = new Imports();
  const printable = Object.values(cases).flatMap((items) => Object.values(items))
    .map(({ op }) => op).filter((op) => op.kind !== "run");
  const printed = printable.map((op, index) => printOps([op], `upgrade_${index}`, imports));
  const text = [...imports.lines(), ...printed].join("\n") + "\n";
  assert.equal(await format(text), text);
});

/** The text as `deno fmt` lays it out with its own settings. */
async function format(text: string): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "retort_fmt_" });
  try {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--quiet", "--no-config", "--ext=ts", "-"],
      cwd: folder,
      stdin: "piped",
      stdout: "piped",
    });
    const child = command.spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    return new TextDecoder().decode((await child.output()).stdout);
  } finally {
    await Deno.remove(folder);
  }
}
