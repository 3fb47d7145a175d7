/**
 * Programs that tests start, and ports for them.
 *
 * @module
 */

/** Where a program is; `undefined` where it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  // Servers are installed where only administrators look.
  const folders = [...(Deno.env.get("PATH") ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];
  for (const folder of folders) {
    const path = `${folder}/${name}`;
    if (await Deno.stat(path).then((found) => found.isFile, () => false)) return path;
  }
  return undefined;
}

/** A port that nobody listens at. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
