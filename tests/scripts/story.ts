/**
 * Stories: what they are, and how they are read from their text file.
 *
 * @module
 */

/** A command and what it must do. */
export interface Command {
  /** The line as it was written. */
  readonly line: string;
  /** What it must print; `undefined`: not compared. */
  readonly stdout: string | undefined;
  /** What it must say beside; `undefined`: not compared. */
  readonly stderr: string | undefined;
  readonly exit: number;
  /** Whether the output may stand on either stream, as a terminal shows it. */
  readonly anyStream?: boolean;
}

/** A file to write. */
export interface File {
  readonly path: string;
  readonly text: string;
}

/** A step of a story. */
export type StoryStep =
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "command"; readonly command: Command };

/** Steps in order; the files of a story file are written before the first command. */
export interface Story {
  readonly steps: readonly StoryStep[];
}

const fileHeader = /^-- (\S+) --$/;

/** Reads a story from its text: commands above, files below. */
export function parseStory(text: string): Story {
  const lines = text.replaceAll("\r\n", "\n").replace(/\n$/, "").split("\n");
  const end = lines.findIndex((line) => fileHeader.test(line));
  const above = end < 0 ? lines : lines.slice(0, end);
  const below = end < 0 ? [] : lines.slice(end);
  return { steps: [...parseFiles(below), ...parseCommands(above)] };
}

function parseFiles(lines: readonly string[]): readonly StoryStep[] {
  const files: { path: string; lines: string[] }[] = [];
  for (const line of lines) {
    const path = fileHeader.exec(line)?.[1];
    if (path !== undefined) files.push({ path, lines: [] });
    else files.at(-1)?.lines.push(line);
  }
  return files.map((file) => ({
    kind: "file",
    file: { path: file.path, text: file.lines.map((line) => `${line}\n`).join("") },
  }));
}

function parseCommands(lines: readonly string[]): readonly StoryStep[] {
  const steps: StoryStep[] = [];
  let open: { line: string; out: string[]; err: string[]; exit: number } | undefined;
  const close = (): void => {
    if (open) steps.push({ kind: "command", command: finish(open) });
    open = undefined;
  };
  for (const line of lines) {
    if (line.startsWith("$ ")) {
      close();
      open = { line: line.slice(2), out: [], err: [], exit: 0 };
    } else if (line.startsWith("#") || (!open && line === "")) {
      close();
      steps.push({ kind: "comment", text: line });
    } else if (!open) {
      throw new Error(`a story begins with a command, a comment or a file: ${line}`);
    } else if (/^exit \d+$/.test(line)) open.exit = Number(line.slice(5));
    else if (line === "!" || line.startsWith("! ")) open.err.push(line.slice(2));
    else open.out.push(line.replace(/^\\/, ""));
  }
  close();
  return steps;
}

function finish(open: { line: string; out: string[]; err: string[]; exit: number }): Command {
  return {
    line: open.line,
    stdout: open.out.join("\n").trimEnd(),
    stderr: open.err.length > 0 ? open.err.join("\n").trimEnd() : undefined,
    exit: open.exit,
  };
}

/** The text of a story, for `-u`. */
export function printStory(story: Story): string {
  const above: string[] = [];
  const below: string[] = [];
  for (const step of story.steps) {
    if (step.kind === "comment") above.push(step.text);
    else if (step.kind === "file") below.push(`-- ${step.file.path} --\n${step.file.text}`);
    else above.push(...printCommand(step.command));
  }
  const head = `${above.join("\n").trimEnd()}\n`;
  return below.length === 0 ? head : `${head}\n${below.join("")}`;
}

function printCommand({ line, stdout, stderr, exit }: Command): readonly string[] {
  const out = stdout ? stdout.split("\n") : [];
  return [
    `$ ${line}`,
    ...out.map((
      item,
    ) => (/^(?:[$!] |#|\\|!$|exit \d+$|-- \S+ --$)/.test(item) ? `\\${item}` : item)),
    ...(stderr === undefined ? [] : stderr.split("\n").map((item) => `! ${item}`.trimEnd())),
    ...(exit === 0 ? [] : [`exit ${exit}`]),
    "",
  ];
}
