import assert from "node:assert/strict";
import { checkSandbox, revisionText, type SandboxProject, withSandbox } from "../sandbox.ts";

Deno.test("revisions without rights reach their database, and only by what they are given", async () => {
  await checkSandbox("sqlite:app.db");
});

/** Ways out; each is a body of an async function that would have worked without the sandbox. */
const ways: Readonly<Record<string, string>> = {
  "read a file": 'Deno.readTextFileSync("deno.json")',
  "fetch a file": "await fetch(new URL('../../deno.json', import.meta.url))",
  "write a file": 'Deno.writeTextFileSync("made.txt", "")',
  "read the environment": 'Deno.env.get("SECRET")',
  "open a socket": "await Deno.connect({ port: PORT })",
  "fetch": 'await fetch("http://127.0.0.1:PORT/")',
  "open a web socket": 'new WebSocket("ws://127.0.0.1:PORT")',
  "listen": "Deno.listen({ port: 0 })",
  "run a program": 'new Deno.Command("true").outputSync()',
  "call foreign code": 'Deno.dlopen("libc.so.6", {})',
  "ask the system": "Deno.hostname()",
  "take back what is gone": "Deno[Deno.internal].core",
  "ask for a right": 'Deno.permissions.requestSync({ name: "read" })',
  "use node's process": 'process.getBuiltinModule("vm")',
  "use node's process by another name": "globalThis.process.env.SECRET",
  eval: 'eval("1")',
  "make a function": 'Function("1")()',
  "make a function by its prototype": '(() => 1).constructor("1")()',
  "make an async function": '(async () => 1).constructor("1")()',
  "make a generator": '(function* () {}).constructor("1")()',
  "run text later": 'setTimeout("1", 0)',
  "start a worker": 'new Worker("data:text/javascript,1", { type: "module" })',
  "end the program": "Deno.exit(0)",
  "end the worker": "close()",
  "ask a person": 'prompt("password?")',
  "keep something": 'await caches.open("x")',
};

/** Ways that hurt nobody where they are open. */
const proven =
  /"(?:read a file|fetch a file|read the env|open a socket|fetch|run a program|ask the system|eval|make a function)/;

function tryAll(port: number): string {
  const tries = Object.entries(ways).map(([name, code]) =>
    `  [${JSON.stringify(name)}, async () => { ${code.replaceAll("PORT", `${port}`)} }],\n`
  );
  return `// @ts-nocheck: it is no code that anybody should write
const ways = [
${tries.join("")}];
async function tryAll() {
  const open = [];
  for (const [name, way] of ways) {
    try { await way(); open.push(name); } catch (error) { if (!(error instanceof Error)) throw error; }
  }
  return open;
}
const early = await tryAll();
export const upgrade = [
  op.run("try", async () => {
    console.log("open:", JSON.stringify([early, await tryAll()]));
    console.log("tried:", ways.length);
  }),
];`;
}

Deno.test("there is no way out of the sandbox, for a function or for the module itself", async () => {
  let hits = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    hits++;
    return new Response("hit");
  });
  const { port } = server.addr;
  try {
    await withSandbox("sqlite:app.db", async ({ cwd, write, run }) => {
      const text = revisionText("a1", null, tryAll(port));
      await write("migrations/versions/a1.ts", text);
      const { exit, stdout, stderr } = await run("retort upgrade head");
      assert.equal(exit, 0, stderr);
      assert.match(stdout, /open: \[\[\],\[\]\]/);
      assert.match(stdout, new RegExp(`tried: ${Object.keys(ways).length}`));
      assert.equal(hits, 0);
      // The same revision without a sandbox: the ways are ways, but for those that end it all.
      const ini = await Deno.readTextFile(`${cwd}/retort.ini`);
      await write("retort.ini", ini.replace("sandbox = true", "sandbox = false"));
      const lines = text.split("\n").filter((line) => !/^ {2}\["/.test(line) || proven.test(line));
      await write("migrations/versions/a1.ts", lines.join("\n"));
      await Deno.remove(`${cwd}/app.db`);
      const trusted = await run("retort upgrade head");
      const [open = []] = JSON.parse(/open: (.*)/.exec(trusted.stdout)?.[1] ?? "[]") as string[][];
      assert.equal(open.length, 10, trusted.stdout + trusted.stderr);
      assert.ok(hits > 0);
    });
  } finally {
    await server.shutdown();
  }
});

/** Runs one revision that must fail, and gives what it said. */
async function failing(project: SandboxProject, body: string): Promise<string> {
  await project.write("migrations/versions/a1.ts", revisionText("a1", null, body));
  const { exit, stderr } = await project.run("retort upgrade head");
  assert.notEqual(exit, 0, stderr);
  return stderr;
}

/** Bodies of revisions that must not run, and what is said of them. */
const refused: readonly (readonly [string, RegExp])[] = [
  [
    'export const upgrade = [op.run("x", () => import("./b.ts"))];',
    /error\[sandbox\/refused\]: The sandbox does not run migrations\/versions\/a1\.ts: it loads code/,
  ],
  [
    'import "../bad.ts";\nexport const upgrade = [];',
    /error\[sandbox\/refused\]: The sandbox does not run migrations\/bad\.ts: it imports "node:vm"/,
  ],
  [
    'export const upgrade = [{ kind: "acme:thing", name: "x" }];',
    /the op acme:thing of a plugin holds code, which cannot leave the sandbox/,
  ],
  [
    'export const upgrade = [op.run("x", () => [op.run("y", () => {})])];',
    /an op\.run gives another op\.run/,
  ],
  [
    'export const upgrade = [op.run("x", () => { throw new Error("no way"); })];',
    /error\[run\/op-failed\][^]*no way/,
  ],
  ['throw new Error("at once");', /at once[^]*a1\.ts:4/],
];

Deno.test("what the sandbox can't run is refused, with its file and reason", async () => {
  await withSandbox("sqlite:app.db", async (project) => {
    await project.write("migrations/bad.ts", 'export { runInThisContext } from "node:vm";\n');
    for (const [body, said] of refused) assert.match(await failing(project, body), said);
    const { stdout } = await project.run("retort current --json");
    assert.deepEqual(JSON.parse(stdout).rows ?? [], [], "nothing of them was applied");
    const manifest = JSON.parse(await Deno.readTextFile(`${project.cwd}/deno.json`));
    delete manifest.unstable;
    await project.write("deno.json", JSON.stringify(manifest));
    assert.match(
      await failing(project, "export const upgrade = [];"),
      /error\[sandbox\/not-enabled\][^]*next: add "unstable": \["worker-options"\] to deno\.json/,
    );
  });
});

Deno.test("code in the sandbox that hangs is given up, and the command ends", async () => {
  await withSandbox("sqlite:app.db", async (project) => {
    const ini = await Deno.readTextFile(`${project.cwd}/retort.ini`);
    await project.write("retort.ini", `${ini}\nsandbox_timeout = 2s\n`);
    const silent = /gave no sign of life for 2000 ms in the sandbox/;
    for (
      const body of [
        'export const upgrade = [op.run("x", () => { for (;;); })];',
        'export const upgrade = [op.run("x", () => new Promise(() => {}))];',
        "export const upgrade = () => { for (;;); };",
      ]
    ) assert.match(await failing(project, body), silent);
  });
});
