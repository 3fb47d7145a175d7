/**
 * A private PgBouncer that pools transactions, in front of a PostgreSQL.
 *
 * @module
 */
import { findProgram, freePort } from "./programs.ts";

/** A pooler in front of a server. */
export interface Pooler {
  /** The URL through it. */
  readonly url: string;
  /** Ends it. */
  close(): Promise<void>;
}

/** Nobody's: the pooler refuses to run as root. */
const nobody = { user: "nobody", uid: 65534, gid: 65534 };

/** Starts a pooler with two sessions for all its clients, so that each gets now one, now the other. */
export async function startPgBouncer(target: string): Promise<Pooler> {
  const program = await findProgram("pgbouncer");
  if (program === undefined) throw new Error("there is no pgbouncer on the PATH");
  const folder = await Deno.makeTempDir({ prefix: "retort_pgbouncer_" });
  await Deno.chmod(folder, 0o755);
  const port = freePort();
  await Deno.writeTextFile(`${folder}/pool.ini`, settings(new URL(target), { folder, port }));
  await Deno.writeTextFile(`${folder}/users`, `"${new URL(target).username}" ""\n`);
  const child = new Deno.Command(program, {
    args: ["-q", `${folder}/pool.ini`],
    ...(Deno.uid() === 0 ? { uid: nobody.uid, gid: nobody.gid } : {}),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    async close() {
      child.kill("SIGKILL");
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function settings(
  { hostname, port: to }: URL,
  { folder, port }: { readonly folder: string; readonly port: number },
): string {
  return `[databases]
* = host=${hostname} port=${to || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
ignore_startup_parameters = extra_float_digits,DateStyle
`;
}
