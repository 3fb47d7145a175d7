/**
 * Pictures of the revision graph: lanes for a terminal, Mermaid and Graphviz for documents.
 *
 * @module
 */
import type { RevisionInfo, RevisionsReport } from "@retort/core/commands";
import { drawLanes } from "@retort/core/graph";
import { block, brief } from "./text.ts";

/** The ways to draw a graph. */
export type Drawing = "graph" | "mermaid" | "dot";

/** Draws revisions; `verbose` says all about each of them where there is room for it. */
export function drawing(
  report: RevisionsReport,
  kind: Drawing,
  options: { readonly verbose?: boolean | undefined } = {},
): string {
  switch (kind) {
    case "graph":
      return lanesText(report, options);
    case "mermaid":
      return mermaidText(report);
    case "dot":
      return dotText(report);
  }
}

/** Revisions with their lanes, like `git log --graph`. */
export function lanesText(
  { revisions }: RevisionsReport,
  options: { readonly verbose?: boolean | undefined } = {},
): string {
  const rows = drawLanes(revisions);
  const lines = revisions.flatMap((revision, index) => {
    const { node = "*", rest = "", below = [] } = rows[index] ?? {};
    const text = options.verbose ? block(revision).trimEnd() : brief(revision);
    const [first = "", ...more] = text.split("\n");
    const beside = rest.padEnd(node.length);
    const last = index === revisions.length - 1;
    const gap = options.verbose && !last ? [rest] : [];
    return [`${node} ${first}`, ...more.map((line) => `${beside} ${line}`), ...gap, ...below];
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** Revisions as a Mermaid flow chart, the newest on top; dependencies are dotted. */
export function mermaidText({ revisions }: RevisionsReport): string {
  const names = new Map(revisions.map(({ id }, index) => [id, `r${index}`]));
  const nodes = revisions.map((revision) => {
    const label = labelOf(revision).map(mermaidEscape).join("<br/>");
    return `  ${names.get(revision.id)}["${label}"]`;
  });
  const edges = edgesOf(revisions).map(({ from, to, weak }) =>
    `  ${names.get(from)} ${weak ? "-.->" : "-->"} ${names.get(to)}`
  );
  return lineEnds(["flowchart BT", ...nodes, ...edges]);
}

/** Revisions in the language of Graphviz, the newest on top; dependencies are dashed. */
export function dotText({ revisions }: RevisionsReport): string {
  const nodes = revisions.map((revision) =>
    `  ${dotQuote(revision.id)} [label=${dotQuote(labelOf(revision).join("\n"))}];`
  );
  const edges = edgesOf(revisions).map(({ from, to, weak }) =>
    `  ${dotQuote(from)} -> ${dotQuote(to)}${weak ? " [style=dashed]" : ""};`
  );
  const head = ["digraph revisions {", "  rankdir=BT;", "  node [shape=box];"];
  return lineEnds([...head, ...nodes, ...edges, "}"]);
}

/** What stands in the box of a revision: its id with labels and marks, and its message. */
function labelOf(revision: RevisionInfo): readonly string[] {
  const { message = "" } = revision;
  const line = brief(revision);
  const name = message === "" ? line : line.slice(0, -`, ${message}`.length);
  return message === "" ? [name] : [name, message];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly weak: boolean;
}

/** The lines between listed revisions, from the older to the newer. */
function edgesOf(revisions: readonly RevisionInfo[]): readonly Edge[] {
  const listed = new Set(revisions.map(({ id }) => id));
  return revisions.flatMap(({ id, down, dependencies }) => [
    ...down.map((from): Edge => ({ from, to: id, weak: false })),
    ...dependencies.map((from): Edge => ({ from, to: id, weak: true })),
  ]).filter(({ from }) => listed.has(from));
}

function mermaidEscape(text: string): string {
  return text.replace(/[#"<>&`]/g, (character) => `#${character.codePointAt(0)};`);
}

function dotQuote(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function lineEnds(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
