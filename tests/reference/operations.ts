/**
 * The pages of operations: each with its SQL on every dialect, from the goldens.
 *
 * @module
 */
import { root } from "../scripts/shell.ts";

interface Golden {
  readonly noun: string;
  readonly name: string;
  readonly sections: ReadonlyMap<string, string>;
}

/** The sections of a golden file: text below `-- name --`. */
function parse(text: string): ReadonlyMap<string, string> {
  const pieces = text.split(/^-- ([a-z ]+) --\n/m);
  const found = new Map<string, string>();
  for (let at = 1; at < pieces.length; at += 2) {
    found.set(pieces[at] ?? "", (pieces[at + 1] ?? "").trimEnd());
  }
  return found;
}

async function folders(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const item of Deno.readDir(path)) if (item.isDirectory) names.push(item.name);
  return names.sort();
}

async function goldens(): Promise<readonly Golden[]> {
  const found: Golden[] = [];
  for (const noun of await folders(`${root}/tests/golden`)) {
    const names: string[] = [];
    for await (const { name } of Deno.readDir(`${root}/tests/golden/${noun}`)) names.push(name);
    for (const name of names.filter((item) => item.endsWith(".txt")).sort()) {
      const text = await Deno.readTextFile(`${root}/tests/golden/${noun}/${name}`);
      found.push({ noun, name: name.replace(".txt", ""), sections: parse(text) });
    }
  }
  return found;
}

async function dialects(): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of await folders(`${root}/dialects`)) {
    const exists = await Deno.stat(`${root}/dialects/${name}/golden`).catch(() => undefined);
    if (exists) names.push(name);
  }
  return names;
}

async function sqlOf(dialect: string, { noun, name }: Golden): Promise<string> {
  const path = `${root}/dialects/${dialect}/golden/${noun}/${name}.txt`;
  const text = await Deno.readTextFile(path).catch(() => "");
  const body = parse(text).get("sql") ?? text.trimEnd();
  return /^not supported/.test(body)
    ? `${dialect}: ${body}\n`
    : `${dialect}:\n\n\`\`\`sql\n${body}\n\`\`\`\n`;
}

async function section(golden: Golden, names: readonly string[]): Promise<string> {
  const { sections } = golden;
  const reverse = sections.get("reverse") ?? "";
  const parts = [
    `## ${sections.get("describe") ?? golden.name}`,
    "",
    "```ts ignore",
    sections.get("op") ?? "",
    "```",
    "",
    /^op\./.test(reverse)
      ? `Reverse:\n\n\`\`\`ts ignore\n${reverse}\n\`\`\`\n`
      : `Reverse: ${reverse || "none"}\n`,
  ];
  for (const dialect of names) parts.push(await sqlOf(dialect, golden));
  return parts.join("\n");
}

/** The pages by noun. */
export async function operationPages(): Promise<ReadonlyMap<string, string>> {
  const names = await dialects();
  const byNoun = Map.groupBy(await goldens(), (golden) => golden.noun);
  const pages = new Map<string, string>();
  for (const [noun, items] of byNoun) {
    const sections: string[] = [];
    for (const item of items) sections.push(await section(item, names));
    const title = `# Operations on ${noun}`;
    const intro = "Generated from the expected SQL that the tests hold every dialect to.";
    pages.set(noun, [title, "", intro, "", ...sections].join("\n"));
  }
  return pages;
}
