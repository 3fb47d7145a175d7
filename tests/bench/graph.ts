/**
 * How long it takes to look at the graph: from files, and in memory.
 *
 * @module
 */
import { buildGraph, type Revision, upgradePath } from "@retort/core/graph";
import { measure, memoryLine, peakOf, table, verdict } from "./measure.ts";
import { bushy, idOf, row, writeProject } from "./project.ts";

const shapes = [
  { name: "row_100", parents: row(100), rounds: 15 },
  { name: "row_1000", parents: row(1000), rounds: 15 },
  { name: "bushy_2000", parents: bushy(2000), rounds: 9 },
  { name: "row_10000", parents: row(10_000), rounds: 7, budget: 8, memory: 70 },
] as const;

/** `heads` and `history` against an empty script; the budget for 10,000 revisions is 8. */
export async function benchGraph(_root: string, temp: string): Promise<string> {
  const parts: string[] = [];
  for (const { name, parents, rounds, ...budgets } of shapes) {
    const cwd = `${temp}/${name}`;
    await writeProject(cwd, parents);
    const cli = ["run", "-A", "jsr:@retort/cli"];
    const results = await measure([
      { name: "empty script", args: ["run", "-A", "empty.ts"], cwd },
      { name: "retort heads", args: [...cli, "heads"], cwd },
      { name: "retort history", args: [...cli, "history"], cwd },
    ], rounds);
    const { budget, memory } = { budget: undefined, memory: undefined, ...budgets };
    parts.push(table(`graph of ${name}: median of ${rounds}`, results, budget));
    if (memory === undefined) continue;
    for (const command of ["heads", "history"]) {
      parts.push(memoryLine(`retort ${command}`, await peakOf(cwd, [command]), memory));
    }
    await Deno.remove(cwd, { recursive: true });
  }
  return parts.join("\n");
}

/** A graph of 100,000 revisions in memory and the path through all of it; the budget is a second. */
export function benchCore(): Promise<string> {
  const revisions = row(100_000).map((parents, n): Revision => {
    return { id: idOf(n), down: parents.map(idOf), dependsOn: [], labels: [], message: "" };
  });
  const begin = performance.now();
  const graph = buildGraph(revisions);
  const built = performance.now();
  upgradePath(graph, "head", []);
  const ms = (from: number, to: number): string => `${(to - from).toFixed(0).padStart(6)} ms`;
  const end = performance.now();
  return Promise.resolve([
    "core: 100,000 revisions in memory",
    `  ${"build the graph".padEnd(28)}${ms(begin, built)}`,
    `  ${"path from base to head".padEnd(28)}${ms(built, end)}`,
    `  ${"together".padEnd(28)}${ms(begin, end)}${verdict(end - begin, 1000)}`,
  ].join("\n"));
}
