import { find } from "../runner/steps.ts";
import { parseMarkdown } from "./markdown.ts";
import { runStory } from "./run.ts";

const root = decodeURIComponent(new URL("../..", import.meta.url).pathname)
  .replace(/^\/(?=[A-Z]:)/i, "").replace(/\/$/, "");

for (const path of ["README.md", ...await find(root, "docs", /\.md$/)]) {
  const text = await Deno.readTextFile(`${root}/${path}`).catch(() => "");
  if (!text.includes("<!-- story -->")) continue;
  Deno.test(`${path} does what it shows`, async () => await runStory(parseMarkdown(text)));
}
