import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import type { SourceFile } from "../source/mod.ts";
import { branches, heads, history, show } from "./history.ts";
import { merge } from "./merge.ts";
import type { Project, Settings } from "./project.ts";
import { revision } from "./revision.ts";

interface Written {
  readonly file: SourceFile;
  readonly beside: string | undefined;
}

interface Setting extends Partial<Settings> {
  readonly written?: Written[];
  readonly told?: string[];
}

const settings: Settings = {
  config: "retort.ini",
  versionTable: "retort_version",
  fileTemplate: "%(rev)s_%(slug)s",
  truncateSlugLength: 40,
  dataLoss: "refuse",
};

/** A project without a database: `"b: a"` is a file whose revision b follows a. */
function projectOf(lines: readonly string[], setting: Setting = {}): Project {
  const { written = [], told = [], ...more } = setting;
  const files = lines.map((line): SourceFile => {
    const [id = "", ...down] = line.split(/[: ]+/).filter((word) => word !== "");
    const text = `export const revision = "${id}";\nexport const downRevision = ${
      JSON.stringify(down)
    };\n`;
    return { path: `v/${id}.ts`, text };
  });
  const absent = (): Promise<never> => Promise.reject(new Error("no database is asked"));
  return {
    settings: { ...settings, ...more },
    store: {
      list: () => Promise.resolve(files),
      load: () => Promise.resolve([]),
      write: (file, { beside } = {}) => {
        written.push({ file, beside });
        return Promise.resolve(`v/${file.path}`);
      },
    },
    clock: { now: () => new Date("2026-07-01T22:30:00Z") },
    ids: { revision: () => "new1" },
    x: {},
    environment: absent,
    dialect: absent,
    connect: absent,
    release: absent,
    written: (path) => {
      told.push(path);
      return Promise.resolve();
    },
  };
}

const fork = ["a:", "b: a", "c: a"];

Deno.test("merge() writes a revision that follows all heads, and tells the hooks", async () => {
  const written: Written[] = [];
  const told: string[] = [];
  const project = projectOf(fork, { written, told, timezone: "Europe/Berlin" });
  const report = await merge(project, { revisions: ["heads"], labels: ["both"] });
  assert.deepEqual(report, {
    path: "v/new1_merge_b_and_c.ts",
    revision: "new1",
    merges: ["b", "c"],
  });
  const [{ file, beside }] = written as [Written];
  assert.equal(beside, "v/b.ts");
  assert.match(file.text, /^export const downRevision = \["b", "c"\];$/m);
  assert.match(file.text, /^export const branchLabels = \["both"\];$/m);
  assert.match(file.text, /^ \* Create Date: 2026-07-02T00:30:00\+02:00$/m);
  assert.deepEqual(told, ["v/new1_merge_b_and_c.ts"]);
});

Deno.test("merge() takes a message, an id and what is no head, where it is told to", async () => {
  const project = projectOf([...fork, "d: b"]);
  await assert.rejects(() => merge(project, { revisions: ["b", "c"] }), {
    code: "graph/not-a-head",
  });
  const report = await merge(project, {
    revisions: ["b", "c"],
    splice: true,
    id: "m1",
    message: "Join them",
  });
  assert.equal(report.path, "v/m1_join_them.ts");
});

Deno.test("revision() keeps a file with the one it follows", async () => {
  const written: Written[] = [];
  await revision(projectOf(["a:"], { written }), { message: "next" });
  await revision(projectOf(["a:"], { written }), { message: "base", head: ["base"] });
  assert.deepEqual(written.map(({ beside }) => beside), ["v/a.ts", undefined]);
});

Deno.test("branches() lists branch points with what they branch into", async () => {
  const { revisions, into } = await branches(projectOf([...fork, "d: b"]));
  assert.deepEqual(revisions.map(({ id }) => id), ["a"]);
  assert.deepEqual(into.a?.map(({ id }) => id), ["b", "c"]);
});

Deno.test("history(), heads() and show() leave out what is broken, and say so", async () => {
  const project = projectOf(["a:", "b: a", "x: gone"]);
  const listed = await history(project);
  assert.deepEqual(listed.revisions.map(({ id }) => id), ["b", "a", "x"]);
  assert.deepEqual(listed.problems.map(({ code }) => code), ["graph/missing-parent"]);
  assert.deepEqual((await heads(project)).problems.length, 1);
  assert.equal((await show(project, "a")).problems.length, 1);
});

Deno.test("show() shows each revision once, in the order in which they are named", async () => {
  const { revisions } = await show(projectOf(["a:", "b: a"]), ["head", "a", "b"]);
  assert.deepEqual(revisions.map(({ id }) => id), ["b", "a"]);
});

Deno.test("merge() refuses what is one revision only", async () => {
  const written: Written[] = [];
  const joined = merge(projectOf(["a", "b: a"], { written }), { revisions: ["heads"] });
  await assert.rejects(
    joined,
    (error) => isRetortError(error) && error.code === "graph/nothing-to-merge",
  );
  assert.deepEqual(written, []);
});
