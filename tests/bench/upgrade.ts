/**
 * How long upgrades take on SQLite, against a minimal script that does the same.
 *
 * @module
 */
import { dbmate } from "./dbmate.ts";
import { measure, memoryLine, peakOf, table } from "./measure.ts";
import { row, writeProject } from "./project.ts";

async function remove(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await Deno.remove(`${folder}/${name}`).catch(() => {});
}

const retort = ["run", "-A", "jsr:@retort/cli", "upgrade", "head"];

/** N small revisions from an empty database; the budget is 1.15 times the script. */
export async function benchUpgrade(_root: string, temp: string): Promise<string> {
  const parts: string[] = [];
  for (const [count, rounds] of [[10, 15], [100, 15], [1000, 5]] as const) {
    const cwd = `${temp}/upgrade_${count}`;
    await writeProject(cwd, row(count));
    const results = await measure([
      {
        name: "script",
        args: ["run", "-A", "script.ts"],
        cwd,
        prepare: () => remove(cwd, ["script.db"]),
      },
      {
        name: "retort upgrade head",
        args: retort,
        cwd,
        prepare: () => remove(cwd, ["app.db"]),
      },
      ...await dbmate({
        cwd,
        count,
        url: `sqlite:${cwd}/dbmate.db`,
        prepare: () => remove(cwd, ["dbmate.db"]),
      }),
    ], rounds);
    const budget = count >= 100 ? 1.15 : undefined;
    parts.push(table(`upgrade of ${count} revisions on SQLite`, results, budget));
    await remove(cwd, ["app.db"]);
    const peak = await peakOf(cwd, ["upgrade", "head"]);
    parts.push(memoryLine("retort upgrade head", peak, 70));
  }
  return parts.join("\n");
}

/** Nothing to do; the budget for 1,000 revisions is 2.2 times an empty script. */
export async function benchHead(_root: string, temp: string): Promise<string> {
  const parts: string[] = [];
  for (const [count, rounds] of [[100, 15], [1000, 15]] as const) {
    const cwd = `${temp}/head_${count}`;
    await writeProject(cwd, row(count));
    await measure([{ name: "first upgrade", args: retort, cwd }], 0);
    const results = await measure([
      { name: "empty script", args: ["run", "-A", "empty.ts"], cwd },
      { name: "retort upgrade head", args: retort, cwd },
      { name: "retort current", args: ["run", "-A", "jsr:@retort/cli", "current"], cwd },
    ], rounds);
    const budget = count === 1000 ? 2.2 : undefined;
    parts.push(table(`at head with ${count} revisions on SQLite`, results, budget));
  }
  return parts.join("\n");
}
