import assert from "node:assert/strict";
import { root } from "../scripts/shell.ts";
import { rootHelp } from "../../cli/root_help.ts";
import { parsedHelp } from "../reference/root_help.ts";
import { pages } from "../reference/generate.ts";

Deno.test("docs/reference is what the code says; deno task docs rewrites it", async () => {
  const wanted = await pages();
  const there = new Set<string>();
  const look = async (folder: string): Promise<void> => {
    for await (const item of Deno.readDir(`${root}/docs/reference${folder}`)) {
      if (item.isDirectory) await look(`${folder}/${item.name}`);
      else there.add(`${folder}/${item.name}`.slice(1));
    }
  };
  await look("");
  assert.deepEqual([...there].sort(), [...wanted.keys()].sort());
  for (const [path, text] of wanted) {
    const found = await Deno.readTextFile(`${root}/docs/reference/${path}`);
    assert.equal(found.replaceAll("\r\n", "\n"), text, `docs/reference/${path} is stale`);
  }
});

Deno.test("the help that is kept ready is the parser's; deno task docs rewrites it", async () => {
  assert.equal(rootHelp, await parsedHelp());
});
