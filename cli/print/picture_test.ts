import assert from "node:assert/strict";
import type { RevisionInfo, RevisionsReport } from "@retort/core/commands";
import { dotText, lanesText, mermaidText } from "./picture.ts";

function info(id: string, more: Partial<RevisionInfo> = {}): RevisionInfo {
  const { down = [], message = "" } = more;
  const text = message === "" ? "" : `, ${message}`;
  return {
    id,
    down,
    dependsOn: [],
    labels: [],
    message,
    line: `${down.join(", ") || "<base>"} -> ${id}${text}`,
    isHead: false,
    isBranchPoint: false,
    isMergePoint: false,
    isCurrent: false,
    branches: [],
    children: [],
    dependencies: [],
    ...more,
  };
}

const report: RevisionsReport = {
  revisions: [
    info("c", { down: ["a"], dependencies: ["b"], message: 'say "hi" <b>' }),
    info("b", { down: ["a"] }),
    info("a", { down: ["older"], message: "first" }),
  ],
  unknown: [],
  problems: [],
};

Deno.test("lanesText() puts revisions beside their lanes", () => {
  assert.equal(
    lanesText(report),
    ['* c, say "hi" <b>', "|\\", "| * b", "|/", "* a, first", ""].join("\n"),
  );
});

Deno.test("lanesText() draws lanes beside all lines of a revision", () => {
  assert.deepEqual(lanesText(report, { verbose: true }).split("\n").slice(0, 7), [
    "* Rev: c",
    "| Parent: a",
    "|",
    '|     say "hi" <b>',
    "|",
    "|\\",
    "| * Rev: b",
  ]);
});

Deno.test("mermaidText() escapes what Mermaid would read", () => {
  assert.deepEqual(mermaidText(report).split("\n"), [
    "flowchart BT",
    '  r0["c<br/>say #34;hi#34; #60;b#62;"]',
    '  r1["b"]',
    '  r2["a<br/>first"]',
    "  r2 --> r0",
    "  r1 -.-> r0",
    "  r2 --> r1",
    "",
  ]);
});

Deno.test("dotText() escapes quotes and draws only what is listed", () => {
  assert.deepEqual(dotText(report).split("\n"), [
    "digraph revisions {",
    "  rankdir=BT;",
    "  node [shape=box];",
    '  "c" [label="c\\nsay \\"hi\\" <b>"];',
    '  "b" [label="b"];',
    '  "a" [label="a\\nfirst"];',
    '  "a" -> "c";',
    '  "b" -> "c" [style=dashed];',
    '  "a" -> "b";',
    "}",
    "",
  ]);
});
