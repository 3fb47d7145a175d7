import assert from "node:assert/strict";
import { main } from "./main.ts";
import { styleFor } from "./print/style.ts";
import type { Stream } from "./terminal.ts";

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function retort(...args: readonly string[]): Promise<Run> {
  const said = { out: "", err: "" };
  const stream = (name: keyof typeof said): Stream => ({
    write: (text) => void (said[name] += text),
    style: styleFor(false),
    terminal: false,
    coloured: false,
  });
  const terminal = { out: stream("out"), err: stream("err"), interactive: () => false };
  return { code: await main(args, terminal), ...said };
}

Deno.test("main() lists all commands without a command", async () => {
  for (const args of [[], ["--help"], ["help"]]) {
    const { code, out, err } = await retort(...args);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /downgrade {2,}Take revisions back/);
  }
});

Deno.test("main() shows examples in the help of each command", async () => {
  const { out } = await retort("--help");
  const names = [...out.matchAll(/^ {2}(\w+) {2,}\w/gm)].map((match) => match[1] ?? "");
  assert.ok(names.length >= 10);
  for (const name of names) {
    const help = await retort(name, "--help");
    assert.equal(help.code, 0);
    assert.match(help.out, new RegExp(`EXAMPLES\n  retort ${name}`));
  }
});

const wrong: readonly (readonly [readonly string[], RegExp])[] = [
  [["upgrad", "head"], /^error\[cli\/unknown-command\].*"upgrad"\nnext: did you mean "upgrade"/],
  [["upgrade", "head", "--allow-los", "x"], /"--allow-los"\nnext: did you mean "--allow-loss"/],
  [["upgrade", "-z"], /There is no flag "-z"/],
  [["plan", "--x"], /no flag "--x"\nnext: did you mean "-x" or "--x-arg"\?/],
  [["plan", "--d=3"], /no flag "--d"\nnext: did you mean "--downgrade"\?/],
  [["downgrade", "--1"], /no flag "--1"\nnext: did you mean "-1"\?/],
  [["upgrade", "head", "---tag"], /no flag "---tag"\nnext: did you mean "--tag"\?/],
  [["list-templates", "--z"], /no flag "--z"\nnext: --help lists all flags/],
  [["--wat"], /There is no flag "--wat"/],
  [["upgrade"], /"REVISION" is missing\nnext: as in "retort upgrade head"; --help shows/],
  [
    ["revision", "two words"],
    /"two words" cannot be used: -m gives the message, .* -m "two words"/,
  ],
  [
    ["revision", "-m", "x", "--drop", "t"],
    /"--drop" cannot be used: an empty revision asks nothing; add/,
  ],
  [["revision", "-m", "x", "--sql"], /"--sql" cannot be used: an empty revision has no SQL; add/],
  [
    ["revision", "--adopt-drift", "--rename", "a=b"],
    /"--rename" .*: --adopt-drift asks nothing\n/,
  ],
  [
    ["revision", "--autogenerate", "--from-edit", "a"],
    /"--from-edit" .*: --autogenerate is given too/,
  ],
  [["revision", "--auto"], /no flag "--auto"\nnext: did you mean "--autogenerate"\?/],
  [["plan", "--down=1"], /no flag "--down"\nnext: did you mean "--downgrade"\?/],
  [["upgrade", "head", "--dry-run"], /no flag "--dry-run"\nnext: --help lists all flags/],
  [["upgrade", "a", "b"], /"b" cannot be used: the command takes no further argument/],
  [
    ["upgrade", "a", "--sql", "--plan", "1"],
    /"--plan" cannot be used: a plan is of one database/,
  ],
  [["history", "-r"], /"--rev-range" cannot be used: it needs a value/],
  [["heads", "--url", "a", "--url", "b"], /"b" cannot be used: --url is given already/],
];

Deno.test("main() exits with 2 and a suggestion for wrong usage", async () => {
  for (const [args, wanted] of wrong) {
    const { code, out, err } = await retort(...args);
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.match(err, wanted);
  }
});

Deno.test("main() writes errors as JSON where that is asked for", async () => {
  const { code, out, err } = await retort("wat", "--json");
  assert.deepEqual([code, err], [2, ""]);
  assert.equal(JSON.parse(out).error.code, "cli/unknown-command");
  const missing = await retort("-c", "no/such.ini", "--json", "heads");
  assert.deepEqual(JSON.parse(missing.out).error.data, { path: "no/such.ini" });
});

Deno.test("main() takes steps down and up for arguments, not for flags", async () => {
  for (const args of [["downgrade", "-1"], ["upgrade", "+1"], ["history", "-r", "-3:current"]]) {
    const { err } = await retort(...args, "-c", "no/such.ini");
    assert.match(err, /^error\[config\/missing\]/);
  }
});

Deno.test("main() says its version", async () => {
  assert.match((await retort("--version")).out, /^retort \d+\.\d+\.\d+\n$/);
});
