/**
 * Laws of the revision graph, on random graphs with merges, branch labels and dependencies.
 *
 * @module
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { isRetortError } from "@retort/core/errors";
import {
  buildGraph,
  downgradePath,
  type Graph,
  historyOf,
  inspectGraph,
  planRevision,
  resolveRevision,
  resolveRevisions,
  type Revision,
  type RevisionNode,
  stampPath,
  type Step,
  upgradePath,
} from "@retort/core/graph";
import { newestFirst } from "../../core/graph/order.ts";
import { effectiveDown } from "../../core/graph/reduce.ts";
import { DownwardRows } from "../../core/graph/rows.ts";
import { needs, reach } from "../../core/graph/walk.ts";

/** Over all laws more than 10,000 graphs, most of them small. */
const small = { seed: 20_261_122, numRuns: 1_600 };
const large = { seed: 20_261_123, numRuns: 66 };

interface Sketch {
  readonly down: readonly number[];
  readonly needs: readonly number[];
  readonly labelled: boolean;
  readonly place: number;
}

function sketches(most: number): fc.Arbitrary<readonly Sketch[]> {
  const sketch = fc.record({
    // Mostly one parent, as in life.
    down: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 6, arbitrary: fc.array(fc.nat(3), { minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.array(fc.nat(9), { minLength: 2, maxLength: 3 }) },
    ),
    needs: fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.nat(20), { minLength: 1, maxLength: 2 }) },
    ),
    labelled: fc.nat(4).map((roll) => roll === 0),
    place: fc.nat(99),
  });
  return fc.array(sketch, { minLength: 1, maxLength: most });
}

/** Headers in any order, ids that share beginnings. */
function headers(drawn: readonly Sketch[]): readonly Revision[] {
  const ids = drawn.map((_, index) => `${"abc"[index % 3]}${"0123"[index % 4]}f${index}`);
  const before = (index: number, steps: readonly number[]): readonly string[] => [
    ...new Set(steps.flatMap((step) => ids[index - 1 - step] ?? [])),
  ];
  const all = drawn.map(({ down, needs, labelled, place }, index) => ({
    place,
    revision: {
      id: ids[index] ?? "",
      down: before(index, down),
      dependsOn: before(index, needs).map((id) =>
        drawn[ids.indexOf(id)]?.labelled ? `label${ids.indexOf(id)}` : id
      ),
      labels: labelled ? [`label${index}`] : [],
    },
  }));
  return all.toSorted((a, b) => a.place - b.place).map(({ revision }) => revision);
}

const graphs = (most: number): fc.Arbitrary<Graph> => sketches(most).map(headers).map(buildGraph);

/** Checks a law on many small graphs and some larger ones. */
function law(check: (graph: Graph, picks: readonly number[]) => void): void {
  const picks = fc.array(fc.nat(999), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(graphs(12), picks, check), small);
  fc.assert(fc.property(graphs(70), picks, check), large);
}

function pick(graph: Graph, at = 0): string {
  return graph.revisions[at % graph.revisions.length]?.id ?? "";
}

function apply(graph: Graph, target: string, rows: readonly string[]): readonly string[] {
  return upgradePath(graph, target, rows).at(-1)?.rowsAfter ?? rows;
}

function same(a: Iterable<string>, b: Iterable<string>): void {
  assert.deepEqual([...a].toSorted(), [...b].toSorted());
}

/** The effective heads of a set of revisions: what the version table must hold for it. */
function tips(graph: Graph, applied: ReadonlySet<string>): readonly string[] {
  return [...applied].filter((id) =>
    !graph.node(id)?.neededBy.some(({ revision }) => applied.has(revision.id))
  );
}

function replay(graph: Graph, rows: readonly string[], steps: readonly Step[]): void {
  const applied = new Set(graph.ancestors(rows));
  for (const { direction, revision, rowsAfter } of steps) {
    const node = graph.node(revision.id);
    const above = node?.neededBy.filter((one) => applied.has(one.revision.id));
    if (direction === "up") {
      assert.ok(!applied.has(revision.id), "applied twice");
      assert.ok(node?.needs.every((one) => applied.has(one.revision.id)), "before what it needs");
      applied.add(revision.id);
    } else {
      assert.ok(applied.delete(revision.id), "not applied");
      assert.deepEqual(above, [], "before what needs it");
    }
    same(graph.ancestors(rowsAfter), applied);
    same(rowsAfter, tips(graph, applied));
  }
}

Deno.test("upgradePath() applies all that a target needs, in order, and nothing else", () => {
  law((graph, [first, second]) => {
    const start = apply(graph, pick(graph, first), []);
    const target = pick(graph, second);
    const steps = upgradePath(graph, target, start);
    replay(graph, start, steps);
    const rows = steps.at(-1)?.rowsAfter ?? start;
    same(graph.ancestors(rows), graph.ancestors([...start, target]));
  });
});

Deno.test("downgradePath() takes back what stands above a target, in order", () => {
  law((graph, [first, second, third]) => {
    const rows = apply(graph, pick(graph, second), apply(graph, pick(graph, first), []));
    replay(graph, rows, downgradePath(graph, "base", rows));
    const target = pick(graph, third);
    const applied = graph.ancestors(rows);
    const above = graph.children(target).some(({ id }) => applied.has(id));
    if (!applied.has(target) || (!above && !rows.includes(target))) {
      return onlyRetortErrors(() => downgradePath(graph, target, rows), "must");
    }
    const steps = downgradePath(graph, target, rows);
    replay(graph, rows, steps);
    const left = graph.ancestors(steps.at(-1)?.rowsAfter ?? rows);
    assert.ok(left.has(target));
    assert.ok(!graph.children(target).some(({ id }) => left.has(id)));
  });
});

Deno.test("upgradePath() is undone step by step to the same rows", () => {
  law((graph, [first, second]) => {
    const start = apply(graph, pick(graph, first), []);
    const steps = upgradePath(graph, pick(graph, second), start);
    const rows = steps.at(-1)?.rowsAfter ?? start;
    const table = new DownwardRows(rows.flatMap((row) => graph.node(row) ?? []));
    let left = rows;
    for (const { revision, rowsBefore } of steps.toReversed()) {
      const node = graph.node(revision.id);
      left = node === undefined ? left : table.revert(node).rowsAfter;
      same(left, rowsBefore);
    }
    same(left, start);
  });
});

Deno.test("upgradePath() ends in the same rows whatever the order of targets", () => {
  law((graph, picks) => {
    const targets = picks.map((at) => pick(graph, at));
    const inTurn = (order: readonly string[]): readonly string[] =>
      order.reduce<readonly string[]>((rows, target) => apply(graph, target, rows), []);
    const forward = inTurn(targets);
    const back = inTurn(targets.toReversed());
    same(forward, back);
    same(apply(graph, "heads", forward), graph.effectiveHeads.map(({ id }) => id));
  });
});

Deno.test("newestFirst() follows the rule that its module states", () => {
  law((graph, [first, second]) => {
    const applied = reach([graph.node(pick(graph, first))].flatMap((node) => node ?? []), needs);
    const all = second === undefined || second % 2 === 0;
    const todo = new Set(graph.nodes.filter((node) => all || !applied.has(node)));
    const heads = graph.nodes.filter((node) => node.neededBy.length === 0);
    const ids = (nodes: readonly RevisionNode[]) => nodes.map(({ revision }) => revision.id);
    assert.deepEqual(ids(newestFirst(todo, heads)), ids(slowly(todo, heads)));
  });
});

/** The same order by asking for all ancestors at every turn. */
function slowly(
  todo: ReadonlySet<RevisionNode>,
  heads: readonly RevisionNode[],
): readonly RevisionNode[] {
  const slots = heads.filter((node) => todo.has(node)).toSorted((a, b) => a.index - b.index);
  const order: RevisionNode[] = [];
  let at = 0;
  for (let node = slots[at]; node !== undefined; node = slots[at]) {
    const wanted: RevisionNode = node;
    const above = slots.findIndex((one) => one !== wanted && reach([one], needs).has(wanted));
    if (above >= 0) {
      at = above;
      continue;
    }
    order.push(wanted);
    const [next, ...more] = effectiveDown(wanted).filter((one) =>
      todo.has(one) && !order.includes(one) && !slots.includes(one)
    );
    if (next === undefined) {
      slots.splice(at, 1);
      at = Math.max(at - 1, 0);
    } else {
      slots[at] = next;
      slots.push(...more);
    }
  }
  return order;
}

const words = fc.oneof(
  fc.constantFrom("head", "heads", "base", "current", "label0", "label3", "a0f0", "b1f1", "a", ""),
  fc.constantFrom("@", "+", "-", ":", "+1", "-1", "-2", "@head", "label1@", "b1f1@", "+0", " "),
  fc.string({ maxLength: 4 }),
);
const typed = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(""));

Deno.test("references of any kind end in revisions or in a RetortError", () => {
  const rowsOf = (graph: Graph, at: number) => apply(graph, pick(graph, at), []);
  fc.assert(
    fc.property(graphs(8), typed, fc.nat(999), (graph, text, at) => {
      const rows = rowsOf(graph, at);
      const attempts: readonly (() => unknown)[] = [
        () => resolveRevision(graph, text),
        () => resolveRevisions(graph, text, { rows, relative: "allow" }),
        () => replay(graph, rows, upgradePath(graph, text, rows)),
        () => replay(graph, rows, downgradePath(graph, text, rows)),
        () => stampPath(graph, [text], rows),
        () => historyOf(graph, text, { rows }),
        () => planRevision(graph, { id: text, head: text, labels: [text], dependsOn: [text] }),
      ];
      for (const attempt of attempts) onlyRetortErrors(attempt);
    }),
    { ...small, numRuns: 3_000 },
  );
});

Deno.test("inspectGraph() keeps every revision of a broken set and never fails", () => {
  const names = fc.constantFrom("a", "b", "c", "d", "e", "zz");
  const broken = fc.array(
    fc.record({
      id: names,
      down: fc.array(names, { maxLength: 2 }),
      dependsOn: fc.array(names, { maxLength: 2 }),
      labels: fc.array(names, { maxLength: 1 }),
    }),
    { maxLength: 7 },
  );
  fc.assert(
    fc.property(broken, (revisions) => {
      const { graph, problems } = inspectGraph(revisions);
      const ids = new Set(revisions.map(({ id }) => id));
      same(historyOf(graph).map(({ id }) => id), ids);
      if (problems.length > 0) onlyRetortErrors(() => buildGraph(revisions), "must");
    }),
    { ...small, numRuns: 2_000 },
  );
});

function onlyRetortErrors(attempt: () => unknown, fails: "may" | "must" = "may"): void {
  let failed = false;
  try {
    attempt();
  } catch (error) {
    if (!isRetortError(error)) throw error;
    failed = true;
    assert.ok(error.message.length > 0);
  }
  if (fails === "must") assert.ok(failed);
}

Deno.test("a million revisions in a row are walked without recursion", () => {
  const graph = buildGraph(Array.from({ length: 1_000_000 }, (_, index) => ({
    id: `r${index}`,
    down: index === 0 ? [] : [`r${index - 1}`],
    dependsOn: [],
    labels: [],
  })));
  const steps = upgradePath(graph, "head", []);
  assert.equal(steps.length, 1_000_000);
  assert.deepEqual(steps.at(-1)?.rowsAfter, ["r999999"]);
});
