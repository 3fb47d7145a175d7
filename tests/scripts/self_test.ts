import assert from "node:assert/strict";
import { parseMarkdown } from "./markdown.ts";
import { type Bindings, generalise, matches, substitute } from "./match.ts";
import { recordStory, runStory } from "./run.ts";
import { parseLine } from "./shell.ts";
import { parseStory, printStory } from "./story.ts";

const text = `# A story of nothing but the shell.
$ cat notes/a.txt
one
two

$ cat missing.txt
! <*>
exit 1

$ cp notes/a.txt b.txt && ls
b.txt
notes

-- notes/a.txt --
one
two
`;

Deno.test("runStory() runs commands in a folder with the files of the story", async () => {
  await runStory(parseStory(text));
});

Deno.test("runStory() refuses other output and other exit codes", async () => {
  await assert.rejects(
    runStory(parseStory(text.replace("one\ntwo\n\n", "one\n\n"))),
    /stdout is not/,
  );
  await assert.rejects(runStory(parseStory(text.replace("exit 1", "exit 2"))), /exit 2 was/);
});

Deno.test("printStory() gives back what parseStory() read", () => {
  assert.equal(
    printStory(parseStory(text)).replaceAll(/\n+/g, "\n"),
    text.replaceAll(/\n+/g, "\n"),
  );
});

Deno.test("recordStory() writes what commands did, and keeps what was right", async () => {
  const changed = parseStory(text.replace("one\ntwo\n\n", "three\n\n"));
  const recorded = printStory(await recordStory(changed));
  assert.match(recorded, /^\$ cat notes\/a\.txt\none\ntwo$/m);
  assert.match(recorded, /^! <\*>$/m);
});

Deno.test("matches() binds ids, and holds them to be the same later", () => {
  const bindings: Bindings = new Map([["dir", "/tmp/x"]]);
  assert.ok(matches("made <id:a> in <dir>", "made 0123456789ab in /tmp/x\n", bindings));
  assert.equal(substitute("cat <id:a>.ts", bindings), "cat 0123456789ab.ts");
  assert.ok(!matches("at <id:a>", "at ffff56789abc", bindings));
  assert.ok(matches("<id:b> -> <id:b>", "ffff56789abc -> ffff56789abc", bindings));
  assert.ok(matches("a\n<...>\nz", "a\nb\nc\nz", bindings));
  assert.ok(matches("a\n<...>", "a", bindings));
  assert.ok(matches("at <date> in <n> ms", "at 2026-11-22T12:00:00Z in 1.5 ms", bindings));
});

Deno.test("generalise() names ids and hides dates", () => {
  const bindings: Bindings = new Map([["dir", "/tmp/x"]]);
  const output = "0123456789ab -> ffff56789abc\n0123456789ab at 2026-11-22T12:00:00Z in /tmp/x\n";
  assert.equal(generalise(output, bindings), "<id:a> -> <id:b>\n<id:a> at <date> in <dir>");
  const today = new Date().toISOString().slice(0, 10);
  assert.equal(generalise(`on ${today} from 2019-12-24`, bindings), "on <date> from 2019-12-24");
  assert.ok(matches("on <date> from 2019-12-24", `on ${today} from 2019-12-24`, bindings));
});

Deno.test("parseLine() knows quotes, variables, && and >", () => {
  assert.deepEqual(parseLine(`A=1 retort revision -m "add it's" && cat 'b c' > "d e"`), [
    { words: ["retort", "revision", "-m", "add it's"], env: { A: "1" } },
    { words: ["cat", "b c"], env: {}, into: "d e" },
  ]);
});

const document = `<!-- story -->
# Tutorial

Save this:

\`\`\`ts models.ts
export const a = "0123456789ab";
\`\`\`

and run:

\`\`\`sh
mkdir sub   # a comment
cat missing # exit 1
cat models.ts
\`\`\`

\`\`\`text
export const a = "0123456789ab";
\`\`\`

\`\`\`console
$ ls
models.ts
…
sub
$ echo done
done
\`\`\`

\`\`\`ts ignore
not a file
\`\`\`
`;

Deno.test("parseMarkdown() reads files, commands and output", async () => {
  const { steps } = parseMarkdown(document);
  const lines = steps.map((step) => (step.kind === "command" ? step.command.line : step.kind));
  assert.deepEqual(lines, ["file", "mkdir sub", "cat missing", "cat models.ts", "ls", "echo done"]);
  await runStory({ steps });
});
