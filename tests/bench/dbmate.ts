/**
 * dbmate, the migration tool in Go that is measured beside retort.
 *
 * @module
 */
import type { Subject } from "./measure.ts";

/** dbmate, where npm gives it: the same tables in files of its own. */
export async function dbmate(
  { cwd, count, url, prepare }: {
    readonly cwd: string;
    readonly count: number;
    readonly url: string;
    readonly prepare: () => Promise<void>;
  },
): Promise<readonly Subject[]> {
  const folder = `${cwd}/dbmate`;
  await Deno.mkdir(`${folder}/migrations`, { recursive: true });
  await Deno.writeTextFile(`${folder}/package.json`, '{"dependencies": {"dbmate": "2.36.0"}}');
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ nodeModulesDir: "manual" }));
  const npm = await new Deno.Command("npm", { args: ["install", "--silent"], cwd: folder })
    .output().catch(() => undefined);
  if (!npm?.success) return [];
  for (let n = 0; n < count; n++) {
    const name = `2026010100${String(n).padStart(4, "0")}_table_${n}.sql`;
    const create = `create table table_${n} (id integer primary key, name varchar(50) not null);`;
    const text = `-- migrate:up\n${create}\n-- migrate:down\ndrop table table_${n};\n`;
    await Deno.writeTextFile(`${folder}/migrations/${name}`, text);
  }
  const target = new URL(url);
  if (target.protocol === "postgres:" || target.protocol === "postgresql:") {
    target.searchParams.set("sslmode", "disable");
  }
  const flags = ["--migrations-dir", "migrations", "--no-dump-schema"];
  const args = ["--url", target.href, ...flags, "up"];
  return [{ name: "dbmate", program: binaryOf(folder), args, cwd: folder, prepare }];
}

/** The program itself, not the script of npm that starts it. */
function binaryOf(folder: string): string {
  const packages = `${folder}/node_modules/@dbmate`;
  const [found] = [...Deno.readDirSync(packages)];
  if (!found) throw new Error(`${packages} is empty`);
  return `${packages}/${found.name}/bin/dbmate${Deno.build.os === "windows" ? ".exe" : ""}`;
}
