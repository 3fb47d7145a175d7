/**
 * What the revisions of an Alembic project do, as Alembic itself prints it.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Graph } from "../graph/mod.ts";
import {
  type ScriptSection,
  scriptSections,
  type ScriptStatement,
} from "../source/alembic/script.ts";
import type { SourceFile } from "../source/mod.ts";

/** What a run of Alembic gave. */
export interface AlembicOutput {
  /** Its exit code. */
  readonly code: number;
  /** What it printed: the script. */
  readonly stdout: string;
  /** What it said beside: its log, and why it failed. */
  readonly stderr: string;
}

/** Runs Alembic with arguments such as `["upgrade", "heads", "--sql"]`. */
export type AlembicRunner = (args: readonly string[]) => Promise<AlembicOutput>;

/** A direction. */
export type AlembicDirection = "upgrade" | "downgrade";

/** The statements of one direction of a revision, or why there are none. */
export type AlembicBody =
  | { readonly statements: readonly ScriptStatement[]; readonly why?: undefined }
  | { readonly why: string };

/** What is known of the revisions: bodies by direction and id. */
export interface AlembicBodies {
  /** The body of one direction of a revision. */
  get(direction: AlembicDirection, id: string): AlembicBody;
}

/** Where bodies come from. */
export interface BodyOptions {
  /** Scripts that Alembic printed elsewhere. */
  readonly scripts?: readonly SourceFile[];
  /** Runs Alembic; absent: it isn't run. */
  readonly run?: AlembicRunner;
  /** The name of Alembic's version table. */
  readonly versionTable: string;
  /** The dialect that the scripts are for. */
  readonly dialect: string;
  /** Whether a direction of a revision does nothing, so that no body is needed. */
  readonly isEmpty: (direction: AlembicDirection, id: string) => boolean;
}

interface Search extends BodyOptions {
  readonly graph: Graph;
  readonly found: Map<string, readonly ScriptStatement[]>;
  readonly failed: Map<string, string>;
}

/**
 * Finds the bodies of all revisions: in scripts that are there, else by running Alembic. One run prints
 * a whole direction; where it fails at a revision, the next begins behind that one.
 *
 * @throws {RetortError} `import/no-steps` for a script that is about none of the revisions,
 *   `import/cannot-run` where Alembic does not come as far as the first revision.
 */
export async function findBodies(graph: Graph, options: BodyOptions): Promise<AlembicBodies> {
  const { scripts = [], run } = options;
  const search: Search = { ...options, graph, found: new Map(), failed: new Map() };
  for (const { path, text } of scripts) {
    const sections = sectionsOf(search, text);
    if (sections.length === 0) throw new RetortError("import/no-steps", { path });
    sections.forEach((section) => keep(search, section));
    for (const { direction, revision, whole } of sections) {
      if (!whole) search.failed.set(keyOf(direction, revision), brokenOff(search, path));
    }
  }
  if (run && scripts.length === 0) {
    await askFor({ ...search, run, direction: "upgrade" }, [["base", "heads"]]);
    const problem = search.failed.get("upgrade");
    if (problem !== undefined) {
      throw new RetortError("import/cannot-run", { program: "alembic", problem });
    }
    const heads = graph.heads.map((head): Range => [head.id, "base"]);
    await askFor({ ...search, run, direction: "downgrade" }, heads);
  }
  const otherwise = scripts.length > 0 ? "no script holds it" : "Alembic was not run";
  return {
    get(direction, id): AlembicBody {
      const statements = search.found.get(keyOf(direction, id));
      if (statements) return { statements };
      const why = search.failed.get(keyOf(direction, id));
      return { why: why ?? otherwise };
    },
  };
}

type Range = readonly [from: string, to: string];

function keyOf(direction: AlembicDirection, id: string): string {
  return `${direction} ${id}`;
}

function sectionsOf(
  { graph, versionTable, dialect }: Search,
  text: string,
): readonly ScriptSection[] {
  const down = new Map(graph.revisions.map(({ id, down }) => [id, down]));
  return scriptSections(text, { down, versionTable, backslashes: dialect === "mysql" });
}

function keep(
  { found }: Search,
  { direction, revision, statements, whole }: ScriptSection,
): void {
  const key = keyOf(direction, revision);
  if (whole && !found.has(key)) found.set(key, statements);
}

function brokenOff({ versionTable }: Search, what: string): string {
  return `${what} ends in the middle of it, or ${versionTable} is not Alembic's version table`;
}

/** Asking Alembic for one direction. */
interface Asking extends Search {
  readonly run: AlembicRunner;
  readonly direction: AlembicDirection;
}

/** Runs Alembic over ranges, from behind each failure on, and then one by one for what is missing. */
async function askFor(asking: Asking, ranges: readonly Range[]): Promise<void> {
  const { direction, graph, found, failed } = asking;
  const queue = [...ranges];
  for (let range = queue.shift(); range; range = queue.shift()) {
    const stopped = await ask(asking, range);
    if (stopped !== undefined) queue.push(...behind(asking, stopped));
  }
  // Where no step was even begun, it is not for the sake of one revision.
  if (failed.has(direction)) return;
  for (const { id, down } of graph.revisions) {
    const key = keyOf(direction, id);
    if (found.has(key) || failed.has(key) || asking.isEmpty(direction, id)) continue;
    const [before = "base"] = down;
    await ask(asking, direction === "upgrade" ? [before, id] : [id, before]);
  }
}

/** One run; gives the revision at which it stopped for the first time. */
async function ask(asking: Asking, [from, to]: Range): Promise<string | undefined> {
  const { run, direction, found, failed } = asking;
  const { code, stdout, stderr } = await run([direction, `${from}:${to}`, "--sql"]);
  const sections = sectionsOf(asking, stdout).filter((item) => item.direction === direction);
  sections.forEach((section) => keep(asking, section));
  const broken = sections.find(({ whole }) => !whole);
  if (code === 0 && broken === undefined) return undefined;
  const why = code === 0
    ? brokenOff(asking, "what Alembic prints")
    : reasonOf([stderr, stdout], code);
  if (broken === undefined) {
    const all = from === "base" || to === "base";
    if (all && found.size === 0) failed.set(direction, why);
    else failed.set(keyOf(direction, direction === "upgrade" ? to : from), why);
    return undefined;
  }
  const key = keyOf(direction, broken.revision);
  if (failed.has(key) || found.has(key)) return undefined;
  failed.set(key, why);
  return broken.revision;
}

/** The ranges that are left behind a revision at which Alembic stopped. */
function behind({ graph, direction }: Asking, id: string): readonly Range[] {
  if (direction === "upgrade") return [[id, "heads"]];
  return (graph.get(id)?.down ?? []).map((before): Range => [before, "base"]);
}

/** The last line of what a failing program said: with Python, the error; Alembic may print its own. */
function reasonOf(said: readonly string[], code: number): string {
  const lines = said.flatMap((text) => text.split("\n")).map((line) => line.trim());
  const own = lines.findLast((line) => line.startsWith("FAILED: "))?.replace("FAILED: ", "");
  const last = own ?? lines.findLast((line) => /^[\w.]*(?:Error|Exception)\b/.test(line));
  if (last === undefined) return `it ended with ${code}`;
  // An error about a URL repeats it.
  const safe = last.replace(/(:\/\/[^:@/\s]*):[^\s]*@/g, "$1:***@");
  return safe.length > 200 ? `${safe.slice(0, 197)}...` : safe;
}
