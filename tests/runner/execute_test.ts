import assert from "node:assert/strict";
import { sentinel } from "../servers/sentinel.ts";
import { execute } from "./execute.ts";
import type { Step } from "./steps.ts";

function evaluated(code: string): Step {
  return { kind: "unit", name: "evaluated", args: ["eval", code], counts: "one" };
}

Deno.test("a step that hangs is ended with all that it started, and its last words are told", async () => {
  const temp = await Deno.makeTempDir({ prefix: "retort_runner_" });
  try {
    const step = evaluated(
      `const { pid } = new Deno.Command(Deno.execPath(), {
        args: ["eval", "setInterval(() => {}, 1000)"],
      }).spawn();
      console.log("child", pid);
      setInterval(() => {}, 1000);`,
    );
    const setting = { root: temp, temp, update: false, limit: 3000 };
    const { counts, output } = await execute(step, setting);
    assert.equal(counts.failed, 1);
    assert.match(output, /ended after 3 s/);
    // The child holds the same pipe, so that its end is no other than that of both.
    assert.match(output, /child \d+/);
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
});

Deno.test("a step that ends by itself counts as it ended", async () => {
  const temp = await Deno.makeTempDir({ prefix: "retort_runner_" });
  try {
    const setting = { root: temp, temp, update: false };
    assert.equal((await execute(evaluated("0"), setting)).counts.passed, 1);
    assert.equal((await execute(evaluated("Deno.exit(3)"), setting)).counts.failed, 1);
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
});

Deno.test("a step that tells the password of the tests fails", async () => {
  const temp = await Deno.makeTempDir({ prefix: "retort_runner_" });
  try {
    const setting = { root: temp, temp, update: false };
    const { counts } = await execute(evaluated(`console.log("url", "${sentinel}")`), setting);
    assert.equal(counts.failed, 1);
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
});
