/** Preflights on SQLite. */
import { sqlite } from "@retort/sqlite";
import { bothDirections, reports } from "../preflight.ts";
import type { PreflightScene } from "../preflight_cases.ts";

async function withFile(work: (scene: PreflightScene) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_preflight_" });
  try {
    await work({ dialect: sqlite, url: `sqlite:${folder}/app.db`, expressions: true });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("rows are said to be in the way if and only if they are", () => withFile(bothDirections));

Deno.test("counts, keys and what was not looked at", () => withFile(reports));
