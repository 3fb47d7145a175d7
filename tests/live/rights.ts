/**
 * What commands really access, recorded by Deno, against what `retort permissions` prints.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { PermissionsReport } from "../../cli/commands/permissions.ts";
import { join } from "../../cli/paths.ts";
import type { Rights } from "../../cli/rights/flags.ts";
import type { Kind, KindName } from "../../cli/rights/kinds.ts";
import { environment } from "../scripts/run.ts";
import { links, type Result, root, runLine } from "../scripts/shell.ts";

/** Commands of one kind, to be run with its rights alone. */
export interface RightsCase {
  readonly kind: KindName;
  /** The command lines; those that begin with `!` must fail, but by no missing right. */
  readonly lines: readonly string[];
  /** Rights that these commands make no use of: the value, and why it is printed all the same. */
  readonly unused?: Readonly<Record<string, string>>;
}

/** An access as Deno recorded it. */
interface Access {
  readonly permission: string;
  readonly value: string;
}

const models = `import { integer, MetaData, varchar } from "@retort/core/schema";
import { long } from "./lib/lengths.ts";
export const metadata: MetaData = new MetaData();
export const users = metadata.table("users", {
  id: integer().primaryKey(),
  name: varchar(long),
});
`;

// Not deno_fmt: another Deno would begin the record anew.
const hook = "post_write_hooks = look\nlook.type = exec\nlook.executable = true\n";

/** Makes a project for a database and runs each case with the rights that are printed for it. */
export async function checkRights(url: string, cases: readonly RightsCase[]): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_rights_" }));
  const cwd = `${folder}/project`;
  try {
    await makeProject(folder, cwd, url);
    const found = await run(cwd, await taskFlags(cwd), "permissions --json");
    const { kinds, task, notes }: PermissionsReport = JSON.parse(found.stdout);
    assert.deepEqual(notes, []);
    assert.equal(task.split(" ").slice(2, -1).join(" "), kinds.at(-1)?.flags.join(" "));
    for (const item of cases) {
      const kind = kinds.find(({ name }) => name === item.kind);
      assert.ok(kind, item.kind);
      await checkCase(cwd, withEditor(kind), item);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function makeProject(folder: string, cwd: string, url: string): Promise<void> {
  const write = (path: string, text: string): Promise<void> =>
    Deno.writeTextFile(`${cwd}/${path}`, text);
  // A folder above the project says where the packages are, before the project says so itself.
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ links: await links() }));
  for (const path of ["lib", ".git/refs/heads"]) {
    await Deno.mkdir(`${cwd}/${path}`, { recursive: true });
  }
  await Deno.writeTextFile(variablesOf(cwd), JSON.stringify(passwordOf(url)));
  const rights = { ...none, read: [".", root], write: ["."] };
  const { accesses } = await run(cwd, [`-R=.,${root}`, "-W=."], `init --url ${url} migrations`);
  assert.deepEqual(accesses.filter((access) => !allowed(rights, access, cwd)), []);
  await write("models.ts", models);
  await write("lib/lengths.ts", "export const long = 50;\n");
  await write(".git/HEAD", "ref: refs/heads/main\n");
  await write(".git/packed-refs", `${"a".repeat(40)} refs/heads/main\n`);
  const ini = await Deno.readTextFile(`${cwd}/retort.ini`);
  await write("retort.ini", `${ini}\n${hook}`);
}

const none: Rights = { read: [], write: [], net: [], env: [], run: [], ignoreEnv: false };

/** The variables that `init` has put in the place of a password. */
export function passwordOf(url: string): Readonly<Record<string, string>> {
  const { password = "" } = URL.parse(url.replace(/^\w+:/, "http:")) ?? {};
  const secret = decodeURIComponent(password);
  return secret === "" ? {} : { PGPASSWORD: secret, MYSQL_PWD: secret };
}

/** The flags of the task that `init` wrote. */
async function taskFlags(cwd: string): Promise<readonly string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${cwd}/deno.json`));
  return (tasks.retort as string).split(" ").slice(2, -1);
}

/** The editor that the shell would put in. */
function withEditor(kind: Kind): Kind {
  const known = (values: readonly string[]): readonly string[] =>
    values.map((value) => value.replace("$EDITOR", "true"));
  const { flags, rights } = kind;
  return { ...kind, flags: known(flags), rights: { ...rights, run: known(rights.run) } };
}

async function checkCase(
  cwd: string,
  kind: Kind,
  { lines, unused = {} }: RightsCase,
): Promise<void> {
  const accesses: Access[] = [];
  for (const line of lines) accesses.push(...(await run(cwd, kind.flags, line)).accesses);
  const { rights, name } = kind;
  if (rights.run.length > 0) await checkRun(cwd, kind, lines.at(-1) ?? "");
  const beyond = accesses.filter((access) => !allowed(rights, access, cwd));
  assert.deepEqual(beyond, [], `${name}: beyond what is printed`);
  const idle = itemsOf(rights).filter(({ permission, value }) =>
    !(value in unused) &&
    !accesses.some((access) => access.permission === permission && holds(value, access, cwd))
  );
  assert.deepEqual(idle, [], `${name}: printed, and never used`);
  const used = Object.keys(unused).filter((value) =>
    accesses.some((access) => holds(value, access, cwd))
  );
  assert.deepEqual(used, [], `${name}: said to be unused`);
}

/** Deno does not record programs: so one that may not be run must be what a command asks for. */
async function checkRun(cwd: string, { flags, rights }: Kind, line: string): Promise<void> {
  const fewer = flags.filter((flag) => !flag.startsWith("--allow-run"));
  assert.equal(fewer.length, flags.length - 1);
  const { stderr, exit } = await start(cwd, fewer, line);
  assert.equal(exit, 2, stderr);
  const missing = rights.run.filter((program) => stderr.includes(`--allow-run=${program}`));
  assert.deepEqual(missing, rights.run, stderr);
}

interface Ran {
  readonly stdout: string;
  readonly accesses: readonly Access[];
}

/** Runs one command line with some flags; gives what it printed and accessed. */
async function run(cwd: string, flags: readonly string[], line: string): Promise<Ran> {
  const { stdout, stderr, exit } = await start(cwd, flags, line.replace(/^! */, ""));
  const said = `retort ${line}\n${flags.join(" ")}\nexit ${exit}\n${stdout}${stderr}`;
  assert.equal(exit !== 0, line.startsWith("!"), said);
  assert.doesNotMatch(stderr, /cli\/permission/, said);
  const text = await Deno.readTextFile(auditOf(cwd));
  const accesses = text.trim().split("\n").map((entry): Access => JSON.parse(entry));
  return { stdout, accesses: accesses.map(({ permission, value }) => ({ permission, value })) };
}

/** Where the variables are that commands have besides. */
function variablesOf(cwd: string): string {
  return `${cwd}/../variables.json`;
}

function auditOf(cwd: string): string {
  return `${cwd}/../audit.jsonl`;
}

async function start(cwd: string, flags: readonly string[], line: string): Promise<Result> {
  const password = JSON.parse(await Deno.readTextFile(variablesOf(cwd)));
  const names = { USER: "ana", HOSTNAME: "host", EDITOR: "true", ...password };
  return await runLine(`retort ${line}`, {
    cwd,
    env: { ...environment(), ...names, DENO_AUDIT_PERMISSIONS: auditOf(cwd) },
    retort: ["run", "--no-prompt", ...flags, "jsr:@retort/cli"],
  });
}

function itemsOf(rights: Rights): readonly Access[] {
  return (["read", "write", "net", "env"] as const).flatMap((permission) =>
    rights[permission].map((value) => ({ permission, value }))
  );
}

/** Whether rights allow an access; drivers are told that variables are not there which they ask for. */
function allowed(rights: Rights, access: Access, cwd: string): boolean {
  if (access.permission === "env" && rights.ignoreEnv) return true;
  return itemsOf(rights).some(({ permission, value }) =>
    permission === access.permission && holds(value, access, cwd)
  );
}

/** Whether a value of a flag is what was accessed, or a folder around it. */
function holds(flag: string, { permission, value }: Access, cwd: string): boolean {
  if (permission !== "read" && permission !== "write") return value === flag;
  const path = join(cwd, value);
  const place = join(cwd, flag);
  return path === place || path.startsWith(`${place}/`);
}

/** What is run on a server: the kinds that connect to it, since others are the same as on SQLite. */
export const serverCases: readonly RightsCase[] = [
  {
    kind: "autogenerate",
    lines: ["revision --autogenerate -m users", "upgrade head", "verify", "revision -m more"],
  },
  { kind: "database", lines: ["permissions", "upgrade head", "status", "check", "downgrade base"] },
];
