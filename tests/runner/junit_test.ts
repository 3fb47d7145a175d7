import assert from "node:assert/strict";
import { readClosingLine, readJunit } from "./junit.ts";

const report = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="1" errors="0" time="0.015">
  <testsuite name="./a_test.ts" tests="4" disabled="1" errors="0" failures="1">
    <testcase name="a" classname="./a_test.ts" time="0.010" line="2" col="6">
    </testcase>
    <testcase name="b" classname="./a_test.ts"/>
    <testcase name="c" classname="./a_test.ts" time="0.1"><failure message="x">no</failure></testcase>
    <testcase name="d &lt;live&gt;" classname="./a_test.ts" time="0.1"><skipped/></testcase>
  </testsuite>
</testsuites>`;

Deno.test("readJunit() counts passed, failed and skipped tests", () => {
  assert.deepEqual(readJunit(report), { passed: 2, failed: 1, skipped: ["d <live>"] });
});

Deno.test("readClosingLine() takes the last closing line", () => {
  const output = "1 passed, 1 failed\nmore\n12 passed, 0 failed\n";
  assert.deepEqual(readClosingLine(output), { passed: 12, failed: 0, skipped: [] });
  assert.equal(readClosingLine("nothing"), undefined);
});
