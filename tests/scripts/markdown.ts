/**
 * Stories from documents: the blocks that a reader would type and save, in order.
 *
 * @module
 */
import type { Story, StoryStep } from "./story.ts";

interface Block {
  readonly language: string;
  /** What stands after the language. */
  readonly info: string;
  readonly text: string;
  /** Whether it follows another block with nothing but blank lines between. */
  readonly follows: boolean;
}

const fence = /^(?<indent> *)```(?<language>\w*) *(?<info>[^\n]*)\n(?<text>[^]*?)^\k<indent>```$/gm;
const fileName = /^[\w./<>:-]+\.\w+$/;

/** The blocks of a document. */
function blocks(markdown: string): readonly Block[] {
  let end = 0;
  return [...markdown.replaceAll("\r\n", "\n").matchAll(fence)].map((found) => {
    const { language = "", info = "", text = "" } = found.groups ?? {};
    const follows = end > 0 && markdown.slice(end, found.index).trim() === "";
    end = found.index + found[0].length;
    return { language, info: info.trim(), text, follows };
  });
}

/** The story that a document tells: its shell blocks, and the files that it names. */
export function parseMarkdown(markdown: string): Story {
  const steps: StoryStep[] = [];
  for (const block of blocks(markdown)) {
    if (/\bignore\b/.test(block.info)) continue;
    const file = fileOf(block);
    if (file !== undefined) {
      steps.push({ kind: "file", file: { path: vary(file), text: vary(block.text) } });
    } else if (block.language === "sh" || block.language === "console") {
      steps.push(...commandsOf(block.text));
    } else if (block.follows && block.language === "text") expect(steps, block.text);
  }
  return { steps };
}

/** The file that a block is: named after the language, or by a comment in its first line. */
function fileOf({ language, info, text }: Block): string | undefined {
  if (language === "sh" || language === "console" || language === "text") return undefined;
  if (fileName.test(info)) return info;
  const first = /^(?:\/\/|#|--|;) (?<name>\S+)\n/.exec(text)?.groups?.["name"];
  return first !== undefined && fileName.test(first) ? first : undefined;
}

/** The commands of a block: lines after `$ ` with their output below, or all lines. */
function commandsOf(text: string): readonly StoryStep[] {
  const lines = text.replaceAll(/\\\n\s*/g, "").trimEnd().split("\n");
  const transcript = lines.some((line) => line.startsWith("$ "));
  const steps: StoryStep[] = [];
  let output: string[] = [];
  for (const line of lines) {
    if (transcript && !line.startsWith("$ ")) output.push(line);
    else if (line.trim() !== "" && !line.startsWith("#")) {
      expect(steps, output.join("\n"));
      output = [];
      steps.push(commandOf(transcript ? line.slice(2) : line));
    }
  }
  expect(steps, output.join("\n"));
  return steps;
}

function commandOf(text: string): StoryStep {
  const found = /^(?<line>.*?)(?:\s+#.*)?$/.exec(text)?.groups?.["line"] ?? text;
  const exit = Number(/\s#.*\bexit (\d+)/.exec(text)?.[1] ?? 0);
  const command = { line: vary(found), stdout: undefined, stderr: undefined, exit };
  return { kind: "command", command: { ...command, anyStream: true } };
}

/** Gives the last command an output to expect. */
function expect(steps: StoryStep[], output: string): void {
  const last = steps.at(-1);
  if (last?.kind !== "command" || output.trim() === "") return;
  const stdout = vary(output).replace(/^(?:…|\.\.\.)$/gm, "<...>").trimEnd();
  steps[steps.length - 1] = { kind: "command", command: { ...last.command, stdout } };
}

/** Revision ids and dates that a document shows are other ones in every run. */
function vary(text: string): string {
  return text
    .replace(
      /(?<![0-9a-z])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12}(?![0-9a-z])/g,
      (id) => `<id:${id}>`,
    )
    .replace(/\(\d+ ms\)/g, "(<n> ms)")
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<date>");
}
