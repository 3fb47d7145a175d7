/**
 * `retort check` as a whole command, against a script that sends the same queries.
 *
 * @module
 */
import type { Dialect, Query } from "@retort/core/dialect";
import { measure, memoryLine, peakOf, table } from "./measure.ts";
import { writeProject } from "./project.ts";

/** What a command is measured on. */
export interface CommandPlace {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The database. */
  readonly url: string;
  /** A folder for projects. */
  readonly temp: string;
}

const rounds = 7;

/** Time and memory of the command in processes of its own. */
export async function benchCommand(
  place: CommandPlace,
  count: number,
  asked: readonly (readonly Query[])[],
): Promise<readonly string[]> {
  const cwd = await projectOf(place, count, asked);
  const results = await measure([
    { name: "script with those queries", args: ["run", "-A", "script.ts"], cwd },
    { name: "retort check", args: ["run", "-A", "jsr:@retort/cli", "check"], cwd },
  ], rounds);
  const peak = await peakOf(cwd, ["check"]);
  return [
    table(`  ${count} tables, whole processes`, results),
    memoryLine(`${count} tables, retort check`, peak, count === 1000 ? 100 : undefined),
  ];
}

async function projectOf(
  { dialect: { name }, url, temp }: CommandPlace,
  count: number,
  asked: readonly (readonly Query[])[],
): Promise<string> {
  const cwd = `${temp}/autogenerate_${name}_${count}`;
  const script = `import { ${name} } from "@retort/${name}";
const db = await ${name}.connect(${JSON.stringify(url)});
for (const group of JSON.parse(Deno.readTextFileSync("queries.json"))) {
  await Promise.all(group.map((query) => db.query(query)));
}
await db.close();
`;
  await writeProject(cwd, [], { dialect: name, url, script: () => script, imports: {} });
  await Deno.writeTextFile(`${cwd}/queries.json`, JSON.stringify(asked));
  const models = new URL("models.ts", import.meta.url).href;
  await Deno.writeTextFile(
    `${cwd}/migrations/env.ts`,
    `import { defineEnvironment } from "@retort/core/environment";
import { modelsOf } from ${JSON.stringify(models)};
export default defineEnvironment({ metadata: () => modelsOf(${count}) });
`,
  );
  return cwd;
}
