import assert from "node:assert/strict";
import { root } from "./files.ts";

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly { readonly code?: { readonly specifier?: string } }[];
}

/** The modules of the repository that Deno loads with one, those of a literal `import()` among them. */
async function loadedWith(entry: string): Promise<readonly string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", `${root}/${entry}`],
    cwd: root,
    env: { NO_COLOR: "1" },
    stderr: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  const { roots, modules }: { readonly roots: readonly string[]; readonly modules: Module[] } = JSON
    .parse(new TextDecoder().decode(stdout));
  const found = new Set(roots);
  const byName = new Map(modules.map((module) => [module.specifier, module]));
  // What is imported for its types alone is in the list, and is not loaded.
  for (const name of found) {
    for (const { code } of byName.get(name)?.dependencies ?? []) {
      if (code?.specifier?.startsWith("file:")) found.add(code.specifier);
    }
  }
  const base = new URL(`file://${root.startsWith("/") ? "" : "/"}${root}/`).href;
  return [...found].map((name) => decodeURIComponent(name).slice(decodeURIComponent(base).length));
}

/** What takes a run, a plan or a comparison: hundreds of modules. */
const heavy =
  /^core\/(?:ops|diff)\/|^core\/errors\/called\.ts$|^core\/\w+\/mod\.ts$|^core\/run\/(?:runner|step)\.ts$|^dialects\/\w+\/mod\.ts$/;

/** What reads revisions: where the last run has left a mark at the head, `upgrade` does not. */
const reading = /^core\/(?:source|plan\/revisions|run\/suspects|graph\/(?:build|path|graph))/;

Deno.test("upgrade loads nothing that reads revisions before it has to", async () => {
  const loaded = await loadedWith("cli/commands/upgrade.ts");
  assert.deepEqual(loaded.filter((path) => reading.test(path)), []);
});

// Every module costs about a fifth of a millisecond at every start, see docs/decisions/0008.
for (
  const entry of [
    "cli/commands/upgrade.ts",
    "cli/commands/current.ts",
    "cli/commands/heads.ts",
    "cli/commands/history.ts",
    "dialects/sqlite/driver.ts",
    "dialects/postgres/driver.ts",
    "dialects/mysql/driver.ts",
  ]
) {
  Deno.test(`${entry} loads nothing that only a run takes`, async () => {
    const loaded = await loadedWith(entry);
    assert.ok(loaded.includes(entry), `${entry} is not among ${loaded.length} modules`);
    const known = ["core/errors/mod.ts"];
    assert.deepEqual(loaded.filter((path) => heavy.test(path) && !known.includes(path)), []);
  });
}
