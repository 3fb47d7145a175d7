/**
 * Graphs for the tests of this folder; named as a test so that it is not published.
 *
 * @module
 */
import { buildGraph } from "./build.ts";
import type { Graph } from "./graph.ts";

/** A graph from a sketch: `{ a: "", b: "a #label", c: "a b +dependency" }`. */
export function graphOf(sketch: Readonly<Record<string, string>>): Graph {
  return buildGraph(
    Object.entries(sketch).map(([id, text]) => {
      const words = text.split(" ").filter((word) => word !== "");
      return {
        id,
        down: words.filter((word) => !/^[#+]/.test(word)),
        dependsOn: words.flatMap((word) => word.startsWith("+") ? [word.slice(1)] : []),
        labels: words.flatMap((word) => word.startsWith("#") ? [word.slice(1)] : []),
        message: `do ${id}`,
      };
    }),
  );
}
