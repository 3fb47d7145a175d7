import assert from "node:assert/strict";
import { drawLanes, type LaneItem, type LaneRows } from "./lanes.ts";

/** `"c: a b ~d"`: c follows a and b and depends on d; newest first. */
function items(...lines: readonly string[]): readonly LaneItem[] {
  return lines.map((line) => {
    const [id = "", rest = ""] = line.split(":");
    const names = rest.split(" ").filter((name) => name !== "");
    return {
      id,
      down: names.filter((name) => !name.startsWith("~")),
      dependencies: names.filter((name) => name.startsWith("~")).map((name) => name.slice(1)),
    };
  });
}

function picture(rows: readonly LaneRows[]): readonly string[] {
  return rows.flatMap(({ id, node, below }) => [`${node} ${id}`, ...below]);
}

function draw(...lines: readonly string[]): readonly string[] {
  return picture(drawLanes(items(...lines)));
}

Deno.test("drawLanes() draws a line", () => {
  assert.deepEqual(draw("c: b", "b: a", "a:"), ["* c", "* b", "* a"]);
  assert.deepEqual(draw(), []);
});

Deno.test("drawLanes() draws branches that meet where they began", () => {
  assert.deepEqual(draw("c: a", "b: a", "a:"), [
    "* c",
    "| * b",
    "|/",
    "* a",
  ]);
  assert.deepEqual(draw("d: a", "c: a", "b: a", "a:"), [
    "* d",
    "| * c",
    "|/",
    "| * b",
    "|/",
    "* a",
  ]);
});

Deno.test("drawLanes() draws a merge", () => {
  assert.deepEqual(draw("m: b c", "c: a", "b: a", "a:"), [
    "* m",
    "|\\",
    "| * c",
    "* | b",
    "|/",
    "* a",
  ]);
});

Deno.test("drawLanes() draws a merge of three", () => {
  assert.deepEqual(draw("m: b c d", "b: a", "c: a", "d: a", "a:"), [
    "* m",
    "|\\",
    "|\\ \\",
    "* | | b",
    "| * | c",
    "|/ /",
    "| * d",
    "|/",
    "* a",
  ]);
});

Deno.test("drawLanes() draws a criss-cross", () => {
  assert.deepEqual(draw("m: d e", "d: b c", "e: c b", "b: a", "c: a", "a:"), [
    "* m",
    "|\\",
    "* | d",
    "|\\ \\",
    "| | * e",
    "|_|/|",
    "| |/",
    "* | b",
    "| * c",
    "|/",
    "* a",
  ]);
});

Deno.test("drawLanes() draws several bases and heads", () => {
  assert.deepEqual(draw("d: b", "c: a", "b:", "a:"), [
    "* d",
    "| * c",
    "* | b",
    " /",
    "* a",
  ]);
  assert.deepEqual(draw("e: d", "c: a", "b: a", "d:", "a:"), [
    "* e",
    "| * c",
    "| | * b",
    "| |/",
    "* | d",
    " /",
    "* a",
  ]);
});

Deno.test("drawLanes() marks lines that are only dependencies", () => {
  assert.deepEqual(draw("d: c ~b", "c: a", "b: a", "a:"), [
    "* d",
    "|\\",
    "* : c",
    "| * b",
    "|/",
    "* a",
  ]);
});

Deno.test("drawLanes() crosses lanes where a line leads far", () => {
  assert.deepEqual(draw("f: a", "e: b", "d: c", "g: a", "c:", "b:", "a:"), [
    "* f",
    "| * e",
    "| | * d",
    "| | | * g",
    "|_|_|/",
    "| | * c",
    "| * b",
    "* a",
  ]);
});

Deno.test("drawLanes() leaves out what is not listed", () => {
  assert.deepEqual(draw("c: b x ~y", "b: z"), ["* c", "* b"]);
});

/** Follows the lines of a picture from each revision to where they lead. */
function trace(rows: readonly LaneRows[]): readonly string[] {
  const found: string[] = [];
  let lines = new Map<number, Set<string>>();
  const put = (into: Map<number, Set<string>>, lane: number, from: Iterable<string>): void => {
    into.set(lane, new Set([...into.get(lane) ?? [], ...from]));
  };
  for (const { id, node, rest, below } of rows) {
    const here = node.indexOf("*") / 2;
    for (const from of lines.get(here) ?? []) found.push(`${from} ${id}`);
    for (const lane of lines.keys()) if (lane !== here) assert.match(node[2 * lane] ?? "", /[|:]/);
    if (/[|:]/.test(rest[2 * here] ?? "")) lines.set(here, new Set([id]));
    else lines.delete(here);
    for (const row of below) {
      const next = new Map<number, Set<string>>();
      for (const [lane, from] of lines) {
        if (/[|:]/.test(row[2 * lane] ?? "")) put(next, lane, from);
        if (row[2 * lane - 1] === "/") {
          let to = lane - 1;
          while (row[2 * to - 1] === "_") to--;
          put(next, to, from);
        }
        // What begins to the right of a bar comes from the revision, not from lines that pass.
        if (row[2 * lane + 1] === "\\") {
          let to = lane + 1;
          while (row[2 * to + 1] === "_") to++;
          put(next, to, from);
        }
      }
      lines = next;
    }
  }
  return found.sort();
}

function randomItems(seed: number): readonly LaneItem[] {
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const size = 2 + random(14);
  const all = Array.from({ length: size }, (_, index): LaneItem => {
    const pick = (most: number): readonly string[] =>
      index === 0 ? [] : [
        ...new Set(Array.from({ length: random(most + 1) }, () => `r${random(index)}`)),
      ];
    const down = pick(random(4) === 0 ? 3 : 1);
    return { id: `r${index}`, down, dependencies: random(5) === 0 ? pick(2) : [] };
  });
  return all.toReversed();
}

Deno.test("drawLanes() draws lines that lead where they shall, in any graph", () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const list = randomItems(seed);
    const rows = drawLanes(list);
    const edges = list.flatMap(({ id, down, dependencies }) =>
      [...new Set([...down, ...dependencies])].map((to) => `${id} ${to}`)
    );
    assert.deepEqual(trace(rows), edges.sort(), `${seed}\n${picture(rows).join("\n")}`);
  }
});
