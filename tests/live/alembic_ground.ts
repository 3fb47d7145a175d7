/**
 * The shop of Alembic that the tests of `import` take over, and the two tools that work on it.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { environment } from "../scripts/run.ts";
import { links } from "../scripts/shell.ts";

const fixture = new URL("alembic/", import.meta.url);

/** What a program did. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the shop in a folder of its own. */
export interface Shop {
  /** The folder that retort works in; Alembic's project is in `shop`. */
  readonly folder: string;
  /** Runs retort there. */
  retort(...args: readonly string[]): Promise<Ended>;
  /** Runs Alembic in `shop`; it must end well. */
  alembic(...args: readonly string[]): Promise<string>;
}

const seconds = 60_000;

async function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const command = new Deno.Command(program, {
    args: [...args],
    cwd,
    env,
    stdin: "null",
    signal: AbortSignal.timeout(seconds),
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Why Alembic can't be used here with a Python driver; nothing where it can. */
export async function missingAlembic(driver: string | undefined): Promise<string | undefined> {
  const reason = await reasonOf(driver);
  const required = (Deno.env.get("RETORT_TEST_REQUIRE") ?? "").split(",").includes("alembic");
  if (reason !== undefined && required) throw new Error(reason);
  return reason;
}

async function reasonOf(driver: string | undefined): Promise<string | undefined> {
  const cwd = Deno.cwd();
  try {
    const { code } = await run("alembic", ["--version"], { cwd });
    if (code !== 0) return "alembic on the PATH does not run";
  } catch {
    return "there is no alembic on the PATH";
  }
  if (driver === undefined) return undefined;
  // The driver must be there for the Python that Alembic runs in.
  const url = driver.startsWith("mysql")
    ? `${driver}://x@127.0.0.1:1/x`
    : `${driver}://127.0.0.1:1/x`;
  return await withShop(url, async ({ folder }) => {
    const { stderr } = await run("alembic", ["current"], { cwd: `${folder}/shop` });
    return /No module named/.test(stderr) ? `Alembic has no ${driver}` : undefined;
  });
}

/** Works with a copy of the shop whose database has this URL of SQLAlchemy. */
export async function withShop<T>(url: string, work: (shop: Shop) => Promise<T>): Promise<T> {
  const temp = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_alembic_" }));
  try {
    await copy(new URL("shop/", fixture).pathname, `${temp}/project/shop`);
    const ini = `${temp}/project/shop/alembic.ini`;
    const text = await Deno.readTextFile(ini);
    await Deno.writeTextFile(ini, text.replace("sqlite:///shop.db", url.replaceAll("%", "%%")));
    await Deno.writeTextFile(`${temp}/deno.json`, JSON.stringify({ links: await links() }));
    return await work(shopIn(`${temp}/project`));
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
}

function shopIn(folder: string): Shop {
  return {
    folder,
    async retort(...args) {
      const manifest = `${folder}/deno.json`;
      // What `init` writes names the checkout; the packages are found from the folder above.
      const all = ["run", "-A", "--no-check", "jsr:@retort/cli", ...args];
      const text = await Deno.readTextFile(manifest).catch(() => undefined);
      if (text !== undefined && !text.includes('"links"')) {
        const json = { ...JSON.parse(text), links: await links() };
        await Deno.writeTextFile(manifest, JSON.stringify(json));
      }
      return await run(Deno.execPath(), all, { cwd: folder, env: environment() });
    },
    async alembic(...args) {
      const ended = await run("alembic", args, { cwd: `${folder}/shop` });
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
      return ended.stdout;
    },
  };
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name === "__pycache__") continue;
    if (isDirectory) await copy(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** The URL of a recorded script, as `--sql-file` takes it. */
export function recorded(dialect: string, direction: "upgrade" | "downgrade"): string {
  return new URL(`recorded/${dialect}_${direction}.sql`, fixture).pathname;
}

/** The rows of Alembic's table, sorted. */
export async function versionRows(db: Connection): Promise<readonly string[]> {
  const sql = "SELECT version_num FROM alembic_version ORDER BY version_num";
  return (await db.query<{ version_num: string }>({ sql })).map((row) => row.version_num);
}

/** Which revisions ran, each as often as it did; sorted. */
export async function ran(db: Connection): Promise<readonly string[]> {
  const sql = "SELECT what FROM audit WHERE what NOT IN ('order', 'other') ORDER BY what";
  return (await db.query<{ what: string }>({ sql })).map(({ what }) => what);
}
