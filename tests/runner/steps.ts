/**
 * The kinds of check there are, and the steps that each is made of.
 *
 * @module
 */
/** The kinds of check, in the order in which they are run. */
export const kinds = [
  "fmt",
  "lint",
  "check",
  "doc",
  "publish",
  "unit",
  "house",
  "examples",
  "golden",
  "laws",
  "parity",
  "scripts",
  "release",
  "live",
] as const;

/** A kind of check. */
export type Kind = (typeof kinds)[number];

/** What `deno task ok` runs. */
export const quick: readonly Kind[] = ["fmt", "lint", "check", "unit"];

/** One command to run. */
export interface Step {
  readonly kind: Kind;
  readonly name: string;
  /** Arguments for Deno; an empty list is a step with nothing to run yet. */
  readonly args: readonly string[];
  /** How its checks are counted: the step as one, its JUnit report, or its closing line. */
  readonly counts: "one" | "junit" | "line";
}

/** A member of the workspace. */
interface Package {
  readonly folder: string;
  readonly exports: readonly string[];
}

const tests = ["test", "--no-check", "--no-prompt"];

/** All steps of these kinds; what is in the folder decides. */
export async function stepsOf(root: string, wanted: readonly Kind[]): Promise<readonly Step[]> {
  const packages = await packagesOf(root);
  const steps = [
    one("fmt", "format", ["fmt", "--check"]),
    one("lint", "lint", ["lint"]),
    one("check", "types", ["check", "."]),
    one("doc", "doc --lint", ["doc", "--lint", ...packages.flatMap(({ exports }) => exports)]),
    one("publish", "publish --dry-run", ["publish", "--dry-run", "--allow-dirty"]),
    ...await unitSteps(root, packages),
    await testStep(root, "house", "tests/house"),
    await examplesStep(root, packages),
    await testStep(root, "golden", "tests/golden"),
    await testStep(root, "laws", "tests/laws"),
    ...await paritySteps(root),
    await testStep(root, "scripts", "tests/scripts"),
    await testStep(root, "release", "tests/release"),
    ...await liveSteps(root),
  ];
  return steps.filter((step) => wanted.includes(step.kind));
}

function one(kind: Kind, name: string, args: readonly string[]): Step {
  return { kind, name, args, counts: "one" };
}

/** Unit tests: those of core with no permission at all, which proves that it is pure. */
async function unitSteps(root: string, packages: readonly Package[]): Promise<readonly Step[]> {
  const others = packages.map(({ folder }) => folder).filter((folder) => folder !== "core");
  const withTests: string[] = ["tests/runner"];
  for (const folder of others) {
    if ((await find(root, folder, /_test\.ts$/)).length > 0) withTests.push(folder);
  }
  const core = await find(root, "core", /_test\.ts$/);
  return [
    {
      kind: "unit",
      name: "unit core (no permissions)",
      args: core.length === 0 ? [] : [...tests, "core"],
      counts: "junit",
    },
    { kind: "unit", name: "unit others", args: [...tests, "-A", ...withTests], counts: "junit" },
  ];
}

async function testStep(root: string, kind: Kind, folder: string): Promise<Step> {
  const found = await find(root, folder, /_test\.ts$/);
  const args = found.length === 0 ? [] : [...tests, "-A", folder];
  return { kind, name: kind, args, counts: "junit" };
}

/** The tests on real databases, one step for each of them, since most of their time is waiting. */
async function liveSteps(root: string): Promise<readonly Step[]> {
  const found = await find(root, "tests/live", /_test\.ts$/);
  const folders = Map.groupBy(found, (path) => path.split("/").slice(2, -1).join("/"));
  return [...folders].toSorted(([a], [b]) => a < b ? -1 : 1).map(([folder, paths]) => ({
    kind: "live",
    name: folder === "" ? "live" : `live ${folder}`,
    args: [...tests, "-A", ...folder === "" ? paths : [`tests/live/${folder}`]],
    counts: "junit",
  }));
}

/** The examples in doc comments and in documents that are no story (see tests/scripts). */
async function examplesStep(root: string, packages: readonly Package[]): Promise<Step> {
  const documents = ["README.md", ...await find(root, "docs", /\.md$/)];
  const plain: string[] = [];
  for (const path of documents) {
    const text = await Deno.readTextFile(`${root}/${path}`).catch(() => "");
    if (/^```ts\b/m.test(text) && !text.includes("<!-- story -->")) plain.push(path);
  }
  const folders: string[] = [];
  for (const { folder } of packages) {
    if ((await find(root, folder, /\.ts$/)).length > 0) folders.push(folder);
  }
  const args = ["test", "--doc", "-A", "--no-prompt", "--ignore=**/*_test.ts"];
  return {
    kind: "examples",
    name: "examples",
    args: [...args, ...folders, ...plain],
    counts: "junit",
  };
}

/** The recorded behaviour of Alembic, one step for each file of vectors. */
async function paritySteps(root: string): Promise<readonly Step[]> {
  const own = await testStep(root, "parity", "tests/parity");
  const runner = await find(root, "tests/parity", /\/run\.ts$/);
  if (runner.length === 0) return [own];
  const files = await find(root, "tests/parity", /\/(?:graph|ddl|autogen)\.json$/);
  const steps = files.map((file): Step => {
    const kind = /(\w+)\.json$/.exec(file)?.[1] ?? "";
    const args = ["run", "--no-check", "-A", "tests/parity/run.ts", kind, file];
    return { kind: "parity", name: `parity ${kind}`, args, counts: "line" };
  });
  return own.args.length === 0 ? steps : [own, ...steps];
}

/** The members of the workspace with the files that they export. */
export async function packagesOf(root: string): Promise<readonly Package[]> {
  const { workspace } = await readConfig(`${root}/deno.json`);
  const packages: Package[] = [];
  for (const member of workspace ?? []) {
    const folder = member.replace(/^\.\//, "");
    const { exports = {} } = await readConfig(`${root}/${folder}/deno.json`);
    const entries = typeof exports === "string" ? [exports] : Object.values(exports);
    const paths = entries.map((entry) => `${folder}/${entry.replace(/^\.\//, "")}`);
    packages.push({ folder, exports: paths });
  }
  return packages;
}

interface Config {
  readonly workspace?: readonly string[];
  readonly exports?: string | Readonly<Record<string, string>>;
}

async function readConfig(path: string): Promise<Config> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** The files below a folder whose path matches, from the root; none where there is no folder. */
export async function find(
  root: string,
  folder: string,
  pattern: RegExp,
): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    for await (const entry of Deno.readDir(`${root}/${folder}`)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory && !/^(?:\.|node_modules$)/.test(entry.name)) {
        found.push(...await find(root, path, pattern));
      } else if (entry.isFile && pattern.test(path)) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
