import assert from "node:assert/strict";
import { isRetortError, RetortError } from "../errors/mod.ts";
import type { SourceFile, Store } from "../source/mod.ts";
import { readRevisions, surveyRevisions } from "./revisions.ts";

function file(id: string, down: string | null): SourceFile {
  const text = `export const revision = "${id}";\nexport const downRevision = ${
    JSON.stringify(down)
  };\n`;
  return { path: `${id}.ts`, text };
}

/** A store whose opaque files export what `modules` says, or fail. */
function storeOf(
  files: readonly SourceFile[],
  modules: Readonly<Record<string, unknown>> = {},
  unreadable: readonly RetortError[] = [],
): Store {
  return {
    list: (onProblem) => {
      unreadable.forEach((problem) => onProblem?.(problem));
      return Promise.resolve(files);
    },
    load: (paths) => {
      for (const path of paths) {
        if (path in modules) continue;
        const problem = "Expression expected";
        return Promise.reject(new RetortError("source/cannot-load", { path, problem }));
      }
      return Promise.resolve(paths.map((path) => modules[path]));
    },
    write: () => Promise.reject(new Error("nothing is written here")),
  };
}

const opaque = (path: string): SourceFile => ({ path, text: "export const revision = id();" });

Deno.test("surveyRevisions() finds nothing wrong where nothing is", async () => {
  const { graph, problems } = await surveyRevisions(storeOf([file("a", null), file("b", "a")]));
  assert.deepEqual([graph.heads.map(({ id }) => id), problems], [["b"], []]);
});

Deno.test("surveyRevisions() imports broken files one by one, and keeps the others", async () => {
  const good = { revision: "c", downRevision: "a", upgrade: [] };
  const files = [file("a", null), opaque("bad.ts"), opaque("c.ts"), opaque("none.ts")];
  const survey = await surveyRevisions(storeOf(files, { "c.ts": good, "none.ts": {} }));
  assert.deepEqual(survey.graph.revisions.map(({ id }) => id), ["a", "c"]);
  assert.deepEqual(survey.problems.map(({ code }) => code), [
    "source/cannot-load",
    "source/no-revision",
  ]);
});

Deno.test("surveyRevisions() tells of files that cannot be read and of what does not fit", async () => {
  const unreadable = new RetortError("source/unreadable", { path: "x.ts", problem: "locked" });
  const files = [file("a", null), { ...file("a", null), path: "again.ts" }, file("c", "gone")];
  const survey = await surveyRevisions(storeOf(files, {}, [unreadable as RetortError]));
  assert.deepEqual(survey.problems.map(({ code }) => code), [
    "source/unreadable",
    "graph/duplicate-id",
    "graph/missing-parent",
  ]);
  assert.equal(survey.file("a")?.path, "a.ts");
});

Deno.test("readRevisions() throws the first thing that is wrong", async () => {
  const store = storeOf([file("a", "gone"), opaque("bad.ts")]);
  await assert.rejects(
    () => readRevisions(store),
    (error) => isRetortError(error) && error.code === "source/cannot-load",
  );
});
