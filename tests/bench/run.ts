/**
 * Runs the benches and prints ratios: `deno task bench`, or some: `deno task bench start upgrade`,
 * `deno task bench upgrade-mysql`.
 *
 * @module
 */
import { benchAutogenerate, benchAutogenerateSqlite } from "./autogenerate.ts";
import { benchBackfill } from "./backfill.ts";
import { benchCore, benchGraph } from "./graph.ts";
import { benchHeadOn, benchServer } from "./servers.ts";
import { benchStart } from "./start.ts";
import { benchTestDatabase } from "./test_database.ts";
import { benchHead, benchUpgrade } from "./upgrade.ts";

const benches: Readonly<Record<string, (root: string, temp: string) => Promise<string>>> = {
  core: benchCore,
  start: benchStart,
  graph: benchGraph,
  "upgrade-sqlite": benchUpgrade,
  "upgrade-postgres": (_root, temp) => benchServer("postgres", temp),
  "upgrade-mysql": (_root, temp) => benchServer("mysql", temp),
  "head-sqlite": benchHead,
  "head-postgres": (_root, temp) => benchHeadOn("postgres", temp),
  "head-mysql": (_root, temp) => benchHeadOn("mysql", temp),
  "backfill-sqlite": (_root, temp) => benchBackfill("sqlite", temp),
  "backfill-postgres": (_root, temp) => benchBackfill("postgres", temp),
  "backfill-mysql": (_root, temp) => benchBackfill("mysql", temp),
  "test_database-sqlite": (_root, temp) => benchTestDatabase("sqlite", temp),
  "test_database-postgres": (_root, temp) => benchTestDatabase("postgres", temp),
  "test_database-mysql": (_root, temp) => benchTestDatabase("mysql", temp),
  "autogenerate-sqlite": benchAutogenerateSqlite,
  "autogenerate-postgres": (_root, temp) => benchAutogenerate("postgres", temp),
  "autogenerate-mysql": (_root, temp) => benchAutogenerate("mysql", temp),
};

const root = decodeURIComponent(new URL("../..", import.meta.url).pathname)
  .replace(/^\/(?=[A-Z]:)/i, "").replace(/\/$/, "");
const wanted = Deno.args.filter((arg) => arg !== "--");
const temp = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_bench_" }));
const encoder = new TextEncoder();
let failed = false;
try {
  for (const [name, bench] of Object.entries(benches)) {
    const [group = name] = name.split("-");
    if (wanted.length > 0 && !wanted.includes(name) && !wanted.includes(group)) continue;
    const text = await bench(root, temp).catch((error) => {
      failed = true;
      return `${name} could not be measured\n${error.message}`;
    });
    await Deno.stdout.write(encoder.encode(`${text}\n\n`));
  }
} finally {
  await Deno.remove(temp, { recursive: true });
}
if (failed) Deno.exit(1);
