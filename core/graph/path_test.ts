import assert from "node:assert/strict";
import { buildGraph } from "./build.ts";
import { currentRevisions, downgradePath, upgradePath } from "./path.ts";
import type { Step } from "./rows.ts";
import { graphOf } from "./sketch_test.ts";
import { guessedStart } from "./target.ts";

const graph = graphOf({
  a: "",
  b: "a",
  c1: "b #one",
  d1: "c1",
  c2: "b #two",
  d2: "c2",
  m: "d1 d2",
});

function moves(steps: readonly Step[]): string {
  return steps.map(({ direction, revision }) => `${direction} ${revision.id}`).join(", ");
}

Deno.test("upgradePath() applies what is missing, and says what becomes of the rows", () => {
  const steps = upgradePath(graph, "c1", ["a"]);
  assert.equal(moves(steps), "up b, up c1");
  assert.deepEqual(steps[0]?.writes, [{ kind: "update", from: "a", to: "b" }]);
  assert.deepEqual(steps[1]?.rowsBefore, ["b"]);
  assert.deepEqual(steps[1]?.rowsAfter, ["c1"]);
});

Deno.test("upgradePath() inserts at a fork and deletes at a merge", () => {
  const steps = upgradePath(graph, "head", ["d1"]);
  assert.equal(moves(steps), "up c2, up d2, up m");
  assert.deepEqual(steps.map(({ writes }) => writes), [
    [{ kind: "insert", revision: "c2" }],
    [{ kind: "update", from: "c2", to: "d2" }],
    [{ kind: "delete", revision: "d1" }, { kind: "update", from: "d2", to: "m" }],
  ]);
});

Deno.test("upgradePath() applies an old revision that came late", () => {
  const late = graphOf({ a: "", z: "a", b: "a" });
  assert.equal(moves(upgradePath(late, "heads", ["z"])), "up b");
});

Deno.test("upgradePath() is empty where all is applied", () => {
  assert.deepEqual(upgradePath(graph, "head", ["m"]), []);
  assert.deepEqual(upgradePath(graph, "a", ["m"]), []);
});

Deno.test("upgradePath() applies dependencies, and keeps no row that another implies", () => {
  const modules = graphOf({ a: "#lib", b: "a", x: "#app", y: "x +a" });
  const steps = upgradePath(modules, "app@head", []);
  assert.equal(moves(steps), "up a, up x, up y");
  assert.deepEqual(steps[2]?.rowsAfter, ["y"]);
  assert.equal(moves(upgradePath(modules, "lib@+1", ["y"])), "up b");
});

Deno.test("upgradePath() refuses what is not clear", () => {
  const failures: readonly (readonly [string, readonly string[], string])[] = [
    ["+1", ["b"], '"+1" can go several ways at b: "c1" (one) and "c2" (two)'],
    ["+1", ["d1", "d2"], '"+1" has no one start: the database stands at "d1" (one) and "d2" (two)'],
    ["+9", ["m"], '"+9" asks for 9 steps up from m, and there are none'],
    ["a-9", [], '"a-9" asks for 9 steps down from a, and there is only 1'],
    ["heads", ["zzz"], 'The database stands at "zzz", which has no file here'],
    ["heads", ["d1", "c1"], 'The version table is redundant: "d1" includes "c1"'],
  ];
  for (const [target, rows, message] of failures) {
    const steps = (): string => moves(upgradePath(graph, target, rows));
    assert.throws(steps, { message: new RegExp(message.replaceAll(/[+()?]/g, ".")) });
  }
});

Deno.test("downgradePath() takes back what stands above", () => {
  const steps = downgradePath(graph, "b", ["m"]);
  assert.equal(moves(steps), "down m, down d1, down c1, down d2, down c2");
  assert.deepEqual(steps[0]?.writes, [
    { kind: "insert", revision: "d1" },
    { kind: "update", from: "m", to: "d2" },
  ]);
  assert.deepEqual(steps.at(-1)?.rowsAfter, ["b"]);
  assert.deepEqual(downgradePath(graph, "base", ["a"])[0]?.writes, [
    { kind: "delete", revision: "a" },
  ]);
});

Deno.test("downgradePath() keeps to the branch that it names", () => {
  assert.equal(moves(downgradePath(graph, "one@b", ["d1", "d2"])), "down d1, down c1");
  assert.equal(moves(downgradePath(graph, "two@-1", ["d1", "d2"])), "down d2");
});

Deno.test("downgradePath() makes a redundant table minimal", () => {
  const [step] = downgradePath(graph, "c1", ["c1", "d1"]);
  assert.deepEqual(step?.writes, [
    { kind: "delete", revision: "c1" },
    { kind: "update", from: "d1", to: "c1" },
  ]);
  assert.deepEqual(step?.rowsAfter, ["c1"]);
});

Deno.test("a walk down begins at no row that another row includes", () => {
  assert.equal(moves(downgradePath(graph, "-1", ["c1", "d1"])), "down d1");
  assert.equal(moves(downgradePath(graph, "one@-1", ["c1", "d1"])), "down d1");
  assert.equal(moves(downgradePath(graph, "-1", ["a", "b", "d1"])), "down d1");
  const modules = graphOf({ a: "#lib", b: "a", x: "#app +b" });
  assert.equal(moves(downgradePath(modules, "-1", ["b", "x"])), "down x");
  assert.equal(moves(downgradePath(modules, "lib@-1", ["b", "x"])), "down x, down b");
});

Deno.test("downgradePath() refuses what is not applied", () => {
  assert.throws(() => downgradePath(graph, "d1", ["b"]), { code: "graph/not-applied" });
  assert.throws(() => downgradePath(graph, "+1", ["b"]), { code: "graph/walked-too-far" });
  assert.throws(() => downgradePath(graph, "-9", ["b"]), { code: "graph/walked-too-far" });
  assert.throws(() => downgradePath(graph, "nob@base", ["b"]), { code: "graph/unknown-branch" });
  const modules = graphOf({ a: "", b: " +a" });
  assert.throws(() => downgradePath(modules, "a", ["b"]), { code: "graph/only-needed" });
});

Deno.test("a walk that can go several ways names a revision, not the end of its branch", () => {
  assert.throws(() => downgradePath(graph, "-1", ["m"]), { hint: /, as in "d1"$/ });
  assert.throws(() => upgradePath(graph, "+1", ["b"]), { hint: /, as in "c1"$/ });
});

Deno.test("a walk the other way names the command that goes there", () => {
  const up = { message: '"-1" moves by no step in that direction', hint: /^"retort downgrade -1"/ };
  assert.throws(() => upgradePath(graph, "-1", ["b"]), up);
  assert.throws(() => downgradePath(graph, "+2", ["b"]), { hint: /^"retort upgrade \+2" goes/ });
  assert.throws(() => downgradePath(graph, "-1", []), { hint: /^"retort current"/ });
  assert.throws(() => downgradePath(graph, "-9", ["b"]), { hint: /^"base" is/ });
});

Deno.test("a number that names nothing is said to be perhaps a walk", () => {
  assert.throws(() => downgradePath(graph, "1", ["m"]), { hint: /^did you mean "-1"\?/ });
  assert.throws(() => downgradePath(graph, "12", ["m"]), { hint: /^did you mean "-12"\?/ });
  assert.throws(() => upgradePath(graph, "1", []), { hint: /^did you mean "\+1"\?/ });
  assert.throws(() => upgradePath(graph, "one@2", []), { hint: /^did you mean "one@\+2"\?/ });
  const numbered = graphOf({ 1234: "", 1301: "1234" });
  assert.equal(moves(downgradePath(numbered, "123", ["1301"])), "down 1301");
  assert.throws(() => downgradePath(numbered, "1", ["1301"]), { code: "graph/ambiguous-prefix" });
});

Deno.test("a short number that begins an id is not taken for it on the way down: it may be a walk", () => {
  const numbered = graphOf({ 1234: "", 2301: "1234", a1: "2301" });
  const refused = (steps: string, revision: string): object => ({
    code: "graph/number",
    hint: `type "${steps}" for the steps, "${revision}" for the revision`,
  });
  assert.throws(() => downgradePath(numbered, "1", ["a1"]), refused("-1", "1234"));
  assert.throws(() => downgradePath(numbered, "23", ["a1"]), refused("-23", "2301"));
  assert.equal(moves(upgradePath(numbered, "23", ["1234"])), "up 2301");
  assert.equal(moves(downgradePath(graphOf({ 1: "", 2: "1" }), "1", ["2"])), "down 2");
});

Deno.test("guessedStart() sees a walk that has to guess", () => {
  assert.equal(guessedStart(graph, "-1", ["d1", "d2"]), "d1");
  assert.equal(guessedStart(graph, "-1", ["c1", "d1", "d2"]), "d1");
  assert.equal(guessedStart(graph, "-1", ["d1"]), undefined);
  assert.equal(guessedStart(graph, "-1", ["c1", "d1"]), undefined);
  assert.equal(guessedStart(graph, "one@-1", ["d1", "d2"]), undefined);
  assert.equal(guessedStart(graph, "d1-1", ["d1", "d2"]), undefined);
});

Deno.test("currentRevisions() also lists branches that a row only depends on", () => {
  const modules = graphOf({ a: "", b: " +a" });
  assert.deepEqual(currentRevisions(modules, ["b"]).map(({ id }) => id).toSorted(), ["a", "b"]);
});

Deno.test("rowsBefore and rowsAfter can be asked for in any order", () => {
  const chain = buildGraph(Array.from({ length: 3_000 }, (_, index) => ({
    id: `r${index}`,
    down: index === 0 ? [] : [`r${index - 1}`],
    dependsOn: [],
    labels: [],
  })));
  const steps = upgradePath(chain, "head", []);
  for (const index of [2_999, 0, 1_500, 511, 512, 513, 1]) {
    assert.deepEqual(steps[index]?.rowsAfter, [`r${index}`]);
    assert.deepEqual(steps[index]?.rowsBefore, index === 0 ? [] : [`r${index - 1}`]);
  }
  assert.equal(JSON.parse(JSON.stringify(steps[7])).rowsAfter[0], "r7");
});

Deno.test("steps answer for their rows where there are too many to keep", () => {
  const bases = graphOf(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`b${at}`, ""])));
  const up = upgradePath(bases, "heads", []);
  assert.deepEqual(
    up.toReversed().map(({ rowsAfter }) => rowsAfter.length),
    up.map((_, at) => 40 - at),
  );
  const down = downgradePath(bases, "base", up.at(-1)?.rowsAfter ?? []);
  assert.deepEqual(down.map(({ rowsBefore }) => rowsBefore.length), up.map((_, at) => 40 - at));
  assert.deepEqual(down.at(-1)?.rowsAfter, []);
});
