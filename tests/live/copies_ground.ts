/**
 * Where tests of test databases make them.
 *
 * @module
 */
import { filesIn } from "../../cli/testing/files.ts";
import { openGround } from "../../cli/testing/ground.ts";
import type { Dialect } from "@retort/core/dialect";
import type { CopyGround } from "./copies.ts";

/** Works with a folder of its own, and drops all that was made for it. */
export async function withCopies(
  { name: dialect, copies }: Dialect,
  url: string,
  work: (ground: CopyGround) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_copies_" }));
  const { id } = openGround(folder);
  const server = await copies?.open(url) ?? filesIn({ folder, id }, dialect);
  const left = async () =>
    [...await server.list("retort_copy_"), ...await server.list("retort_template_")]
      .filter(({ name }) => name.includes(id));
  try {
    await work({ dialect, url, folder, left });
  } finally {
    for (const { name } of await left()) await server.drop(name);
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
}
