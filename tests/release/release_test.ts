import assert from "node:assert/strict";
import type { PermissionsReport } from "../../cli/commands/permissions.ts";
import { parseMarkdown } from "../scripts/markdown.ts";
import { runStory } from "../scripts/run.ts";
import { type Result, root } from "../scripts/shell.ts";
import { problemsOf } from "./consistency.ts";
import { cacheIn, type Place, publishAll, publishFrom, runIn } from "./place.ts";
import type { Published } from "./registry.ts";
import { writeToy } from "./toy.ts";

const { version } = JSON.parse(await Deno.readTextFile(`${root}/core/deno.json`));
const place: Place = await publishAll();
const { registry, variables, folder } = place;
Deno.test.afterAll(() => place.close());

/** A new project with a revision that creates a table and renames it. */
async function newProject(name: string): Promise<(line: string) => Promise<Result>> {
  const cwd = `${folder}/${name}`;
  await Deno.mkdir(cwd);
  const run = (line: string): Promise<Result> => runIn(place, cwd, line);
  ok(await run("deno run -R=. -W=. jsr:@retort/cli init migrations"));
  ok(await run("deno task retort revision -m one --rev-id aaaa"));
  await Deno.writeTextFile(`${cwd}/migrations/versions/aaaa_one.ts`, revision);
  return run;
}

const revision = `import { integer, op } from "@retort/core";
export const revision = "aaaa";
export const downRevision = null;
export const upgrade = [
  op.createTable("t", { id: integer().primaryKey() }),
  op.renameTable("t", "u"),
];
`;

function ok(result: Result): Result {
  assert.equal(result.exit, 0, `${result.stdout}\n${result.stderr}`);
  return result;
}

Deno.test("what is published is whole, and packages fit each other", async () => {
  const { workspace } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  assert.equal(ownPackages().size, workspace.length);
  assert.deepEqual(problemsOf(ownPackages()), []);
});

function ownPackages(): Map<string, Map<string, Published>> {
  return new Map(
    [...registry.packages].filter(([name]) => name.startsWith("@retort/"))
      .map(([name, versions]) => [name, new Map(versions)]),
  );
}

Deno.test("problemsOf() notices a missing file, a missing export, and versions that do not fit", () => {
  const broken = (
    name: string,
    change: (found: Published) => Partial<Published>,
    as = version,
  ): readonly string[] => {
    const packages = ownPackages();
    const [[old, found] = ["", undefined]] = [...packages.get(name) ?? []];
    assert.ok(found, `${name} ${old}`);
    packages.set(name, new Map([[as, { ...found, ...change(found) }]]));
    return problemsOf(packages);
  };
  const without = (path: string) => ({ files }: Published): Partial<Published> => ({
    files: new Map([...files].filter(([name]) => name !== path)),
  });
  // Loaded by a string alone, so that no import names it.
  assert.deepEqual(broken("@retort/cli", without("/parse.ts")), [
    "@retort/cli: /main.ts: there is no ./parse.ts",
  ]);
  assert.match(
    broken("@retort/core", without("/errors/mod.ts")).join("\n"),
    /\.\/errors is exported from \.\/errors\/mod\.ts, which is missing/,
  );
  const entries = broken("@retort/core", ({ exports }) => {
    const { "./commands/several": _gone, ...others } = exports;
    return { exports: others };
  });
  assert.match(entries.join("\n"), /@retort\/core exports no \.\/commands\/several/);
  const other = broken("@retort/core", () => ({}), "99.0.0");
  assert.match(other[0] ?? "", /several versions/);
  assert.match(other.join("\n"), /jsr:@retort\/core@\^[\d.]+\S* is none of 99\.0\.0/);
  const text = new TextEncoder().encode('await import("file://" + path);');
  const put = broken("@retort/cli", ({ files }) => ({ files: new Map(files).set("/x.ts", text) }));
  assert.match(put.join("\n"), /\/x\.ts: a specifier is put together/);
});

Deno.test("a package without one of its files fails whoever uses it", async () => {
  const fresh = { variables: await cacheIn(`${folder}/second_cache`, registry) };
  registry.hide = (path) => path.endsWith("/errors/catalog.ts");
  try {
    const cwd = `${folder}/broken`;
    await Deno.mkdir(cwd);
    const result = await runIn(fresh, cwd, "deno run -A jsr:@retort/cli init migrations");
    assert.notEqual(result.exit, 0);
    assert.match(result.stderr, /errors\/catalog\.ts/);
  } finally {
    registry.hide = () => false;
  }
});

Deno.test("the tutorial works with published packages alone", async () => {
  const tutorial = await Deno.readTextFile(`${root}/docs/tutorial.md`);
  await runStory(parseMarkdown(tutorial), variables);
});

// One package at a time: Deno 2.9 fails at the first run of a module that imports drizzle-orm and a
// driver, which is a peer of it, where no lock file says yet how they belong together.
Deno.test("every export of every package loads", async (t) => {
  for (const [name, versions] of ownPackages()) {
    await t.step(name, async () => {
      const cwd = `${folder}/${name.replace("/", "_")}`;
      await Deno.mkdir(cwd);
      const entries = [...versions.values()].flatMap(({ exports }) => Object.keys(exports));
      const lines = entries.map((entry, at) =>
        `import * as m${at} from ${JSON.stringify(`jsr:${name}@${version}${entry.slice(1)}`)};`
      );
      const all = entries.map((_, at) => `typeof m${at}`).join();
      await Deno.writeTextFile(
        `${cwd}/main.ts`,
        `${lines.join("\n")}\nconsole.log([${all}].length);`,
      );
      const { stdout } = ok(await runIn(place, cwd, "deno run --ignore-env main.ts"));
      assert.equal(stdout, `${entries.length}\n`);
    });
  }
});

Deno.test("an application uses the library, with no right but its database", async () => {
  const run = await newProject("library");
  await Deno.writeTextFile(
    `${folder}/library/main.ts`,
    `import { migrate } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import * as one from "./migrations/versions/aaaa_one.ts";
const { steps } = await migrate({ url: "sqlite:app.db", dialect: sqlite, revisions: [one] });
console.log(steps.length);
`,
  );
  ok(await run("deno check main.ts migrations/env.ts migrations/versions/aaaa_one.ts"));
  const { stdout } = ok(await run("deno run -R=app.db -W=app.db main.ts"));
  assert.equal(stdout, "1\n");
});

Deno.test("a dialect of somebody else is published and used", async () => {
  await writeToy(`${folder}/toy`);
  await publishFrom(`${folder}/toy`, place);
  const run = await newProject("acme");
  const manifest = JSON.parse(await Deno.readTextFile(`${folder}/acme/deno.json`));
  manifest.imports["@acme/toy"] = "jsr:@acme/toy@^1.0.0";
  await Deno.writeTextFile(`${folder}/acme/deno.json`, JSON.stringify(manifest));
  await Deno.writeTextFile(
    `${folder}/acme/migrations/env.ts`,
    `import { toy } from "@acme/toy";
import { defineEnvironment } from "@retort/core/environment";
export default defineEnvironment({ url: "toy:x", dialects: [toy] });
`,
  );
  const { stdout } = ok(await run("deno task retort upgrade head --sql"));
  assert.match(stdout, /CREATE TABLE t \([^]*RENAME TOY t TO u;/);
});

Deno.test("the printed rights are enough for published packages, and a missing one is named", async () => {
  const run = await newProject("rights");
  const found = ok(await run("deno task retort permissions --json"));
  const { kinds }: PermissionsReport = JSON.parse(found.stdout);
  const lines: Readonly<Record<string, string>> = {
    graph: "heads",
    write: "revision -m two",
    autogenerate: "verify",
    database: "upgrade head",
    models: "introspect -o models.ts --force",
    task: "current",
  };
  for (const { name, flags } of kinds) {
    const line = lines[name];
    if (line === undefined) continue;
    assert.ok(!flags.join(" ").includes(root), "nothing of the checkout is read");
    ok(await run(`deno run --no-prompt ${flags.join(" ")} @retort/cli ${line}`));
  }
  const flags = kinds.find(({ name }) => name === "database")?.flags ?? [];
  for (const left of flags) {
    const rest = flags.filter((flag) => flag !== left).join(" ");
    const { exit, stderr } = await run(`deno run --no-prompt ${rest} @retort/cli downgrade -1`);
    assert.equal(exit, 2, `${left}: ${stderr}`);
    const long = { "-R": "read", "-W": "write", "-E": "env" }[left.slice(0, 2)];
    assert.match(stderr, new RegExp(`next: add --allow-${long}=\\S+ to the deno command`));
  }
});

Deno.test("a sandbox works with published packages and the rights that are printed for it", async () => {
  const run = await newProject("sandbox");
  const cwd = `${folder}/sandbox`;
  const ini = await Deno.readTextFile(`${cwd}/retort.ini`);
  await Deno.writeTextFile(`${cwd}/retort.ini`, `${ini}\nsandbox = true\n`);
  const code = 'op.run("try", () => { Deno.readTextFileSync("retort.ini"); })';
  const path = `${cwd}/migrations/versions/aaaa_one.ts`;
  await Deno.writeTextFile(path, revision.replace("];", `  ${code},\n];`));
  const { kinds }: PermissionsReport = JSON.parse(
    ok(await run("deno task retort permissions --json")).stdout,
  );
  const flags = kinds.find(({ name }) => name === "database")?.flags ?? [];
  assert.ok(flags.includes("--unstable-worker-options"));
  const upgrade = `deno run --no-prompt ${flags.join(" ")} @retort/cli upgrade head`;
  const refused = await run(upgrade);
  assert.match(refused.stderr, /Deno\.readTextFileSync is not there in the sandbox/);
  assert.equal(refused.exit, 1);
  await Deno.writeTextFile(path, revision.replace("];", '  op.run("try", () => {}),\n];'));
  ok(await run(upgrade));
});

Deno.test("deno x and deno install -g start it", async () => {
  const run = await newProject("started");
  assert.match(ok(await run("deno x -A jsr:@retort/cli heads")).stdout, /^aaaa \(head\)/);
  ok(await run("deno x -A jsr:@retort/cli upgrade head"));
  ok(await run(`deno install -g -A --root ${folder}/global -n retort jsr:@retort/cli`));
  const suffix = Deno.build.os === "windows" ? ".cmd" : "";
  const { stdout } = await new Deno.Command(`${folder}/global/bin/retort${suffix}`, {
    args: ["history"],
    cwd: `${folder}/started`,
    env: { ...variables, NO_COLOR: "1", PATH: pathWithDeno() },
  }).output();
  assert.match(new TextDecoder().decode(stdout), /^<base> -> aaaa \(head\)/);
});

function pathWithDeno(): string {
  const path = Deno.execPath();
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const separator = Deno.build.os === "windows" ? ";" : ":";
  return [path.slice(0, end), Deno.env.get("PATH") ?? ""].join(separator);
}
