/**
 * A private MariaDB from the programs on the PATH.
 *
 * @module
 */
import { mysql } from "@retort/mysql";
import type { TestServer } from "./mysql.ts";
import { findProgram, freePort } from "./programs.ts";

/** Starts a server in a temporary folder on a free port; or says why not. */
export async function startMariaDb(): Promise<TestServer | string> {
  const [install, server] = await Promise.all([
    findProgram("mariadb-install-db"),
    findProgram("mariadbd"),
  ]);
  if (install === undefined || server === undefined) {
    return "no MariaDB on 127.0.0.1:3306, and no mariadbd on the PATH to start";
  }
  try {
    return await start(install, server);
  } catch (error) {
    const problem = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return `no MariaDB on 127.0.0.1:3306, and none to start: ${problem}`;
  }
}

async function start(install: string, server: string): Promise<TestServer> {
  const folder = await Deno.makeTempDir({ prefix: "retort_mariadb_" });
  const remove = (): Promise<void> => Deno.remove(folder, { recursive: true }).catch(() => {});
  // The server refuses to be root's unless it is told to.
  const common = [
    "--no-defaults",
    `--datadir=${folder}/data`,
    ...(Deno.uid() === 0 ? ["--user=root"] : []),
  ];
  let child: Deno.ChildProcess | undefined;
  const close = async (): Promise<void> => {
    child?.kill("SIGTERM");
    await child?.status;
    await remove();
  };
  try {
    await run(install, [...common, "--auth-root-authentication-method=normal", "--skip-test-db"]);
    const port = freePort();
    child = serve(server, [...common, `--socket=${folder}/socket`, `--port=${port}`]);
    const url = (database: string): string =>
      `mysql://root@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    await answers(url("information_schema"));
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function serve(server: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(server, {
    args: [...args, "--bind-address=127.0.0.1", "--skip-name-resolve"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { success, stderr, stdout } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (success) return;
  const text = new TextDecoder().decode(stderr.length > 0 ? stderr : stdout);
  throw new Error(`${program}: ${text.trim().split("\n").at(-1) ?? "failed"}`);
}

/** Waits until the server answers; half a minute at the most. */
async function answers(url: string): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      const db = await mysql.connect?.(url);
      return await db?.close();
    } catch (error) {
      if (tries >= 150) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
