/**
 * Reading Alembic's revision files without running them.
 *
 * @module
 */
import { RetortError } from "../../errors/mod.ts";
import type { SourceFile } from "../module.ts";
import { type PythonToken, pythonTokens } from "./python.ts";

/** What one of the two functions of a revision file holds, as far as reading tells. */
export interface AlembicFunction {
  /** Whether it does nothing: `pass`, a docstring, or no function at all. */
  readonly empty: boolean;
  /** The operations that it names, in order, each once: `create_table`. */
  readonly calls: readonly string[];
}

/** A revision file of Alembic. */
export interface AlembicRevision {
  /** The id. */
  readonly revision: string;
  /** The revisions before it; none for a base. */
  readonly down: readonly string[];
  /** What must be applied before: ids or labels. */
  readonly dependsOn: readonly string[];
  /** Names of the branch that begins with it. */
  readonly labels: readonly string[];
  /** The docstring without Alembic's own lines. */
  readonly message: string;
  /** The docstring's `Create Date`, as it stands there. */
  readonly createDate?: string;
  /** The file. */
  readonly path: string;
  /** What applies it. */
  readonly upgrade: AlembicFunction;
  /** What undoes it. */
  readonly downgrade: AlembicFunction;
  /** The databases by name that it has functions for, as Alembic's template `multidb` writes them. */
  readonly databases: readonly string[];
}

/**
 * Reads a revision file of Alembic from its text: the module-level assignments, the docstring, and
 * which operations its functions name. `undefined` for a file that is no revision.
 *
 * ```ts
 * import { readAlembicRevision } from "@retort/core/commands/import_alembic";
 *
 * const text = `"""create users"""\nrevision = "a1"\ndown_revision = None\n`;
 * readAlembicRevision({ path: "a1.py", text })?.message; // "create users"
 * ```
 *
 * @throws {RetortError} `import/unreadable` for a value that only running the file would tell.
 */
export function readAlembicRevision(file: SourceFile): AlembicRevision | undefined {
  const tokens = pythonTokens(file.text);
  const names = assignments(tokens);
  const revision = names.get("revision");
  if (revision === undefined) return undefined;
  const read = (name: string): readonly string[] => stringsOf(names.get(name), name, file.path);
  const [id, ...more] = read("revision");
  if (id === undefined || more.length > 0) throw unreadable("revision", file.path, revision);
  const { message, createDate } = docstringOf(tokens);
  return {
    revision: id,
    down: read("down_revision"),
    dependsOn: read("depends_on"),
    labels: read("branch_labels"),
    message,
    ...(createDate === undefined ? {} : { createDate }),
    path: file.path,
    upgrade: functionOf(tokens, "upgrade"),
    downgrade: functionOf(tokens, "downgrade"),
    databases: databasesOf(tokens),
  };
}

/** The values of module-level assignments by name, the last one of a name. */
function assignments(tokens: readonly PythonToken[]): ReadonlyMap<string, readonly PythonToken[]> {
  const found = new Map<string, readonly PythonToken[]>();
  for (const line of logicalLines(tokens)) {
    const [name, second] = line;
    if (name?.kind !== "name" || name.column !== 0) continue;
    if (second?.text !== "=" && second?.text !== ":") continue;
    const equals = line.findIndex((token) => token.kind === "mark" && token.text === "=");
    if (equals > 0) found.set(name.text, line.slice(equals + 1));
  }
  return found;
}

function logicalLines(tokens: readonly PythonToken[]): readonly (readonly PythonToken[])[] {
  const lines: PythonToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "end") lines.push([]);
    else lines.at(-1)?.push(token);
  }
  return lines;
}

/** `None`, a string, or a tuple, list or set of strings. */
function stringsOf(
  value: readonly PythonToken[] | undefined,
  name: string,
  path: string,
): readonly string[] {
  if (value === undefined) return [];
  const [first] = value;
  if (value.length === 1 && first?.kind === "name" && first.text === "None") return [];
  const listed = "([{".includes(first?.text ?? " ") && first?.kind === "mark";
  const closed = !listed || ")]}".includes(value.at(-1)?.text ?? " ");
  if (!closed || value.length === 0) throw unreadable(name, path, value);
  const items: string[] = [];
  let open = false;
  for (const token of listed ? value.slice(1, -1) : value) {
    const comma = token.kind === "mark" && token.text === ",";
    if (comma) open = false;
    else if (token.kind !== "string" || token.live) throw unreadable(name, path, value);
    // Strings side by side are one.
    else if (open) items.push(`${items.pop()}${token.text}`);
    else {
      items.push(token.text);
      open = true;
    }
  }
  return items;
}

function unreadable(name: string, path: string, value: readonly PythonToken[]): RetortError {
  const line = value[0]?.line ?? 1;
  return new RetortError("import/unreadable", { path, name }, { place: { file: path, line } });
}

const own = /^\s*(?:Revision ID|Revises|Create Date)\s*:/i;

function docstringOf(
  tokens: readonly PythonToken[],
): Pick<AlembicRevision, "message" | "createDate"> {
  const [first] = tokens;
  const text = first?.kind === "string" ? first.text : "";
  const lines = text.split("\n").filter((line) => !own.test(line)).map((line) => line.trimEnd());
  const date = /^\s*Create Date\s*:\s*(\S.*?)\s*$/im.exec(text)?.[1];
  const message = lines.join("\n").replace(/\n{3,}/g, "\n\n").trim();
  return { message, ...(date === undefined ? {} : { createDate: date }) };
}

/** The words between the line of a `def` at the level of the module and the next thing there. */
function bodyOf(tokens: readonly PythonToken[], name: string): readonly PythonToken[] {
  const at = tokens.findIndex((token, index) =>
    token.text === "def" && token.column === 0 && tokens[index + 1]?.text === name
  );
  if (at < 0) return [];
  const rest = tokens.slice(at + 1);
  // Its line ends with the colon behind the parameters and the type of what it gives.
  let depth = 0;
  const colon = rest.findIndex(({ kind, text }) => {
    if (kind !== "mark") return false;
    if ("([{".includes(text)) depth++;
    if (")]}".includes(text)) depth--;
    return depth === 0 && text === ":";
  });
  const body = rest.slice(colon + 1);
  const end = body.findIndex((token) => token.column === 0 && token.kind !== "end");
  return end < 0 ? body : body.slice(0, end);
}

const idle = new Set(["pass", "return", "None", "...", "Ellipsis"]);

function functionOf(tokens: readonly PythonToken[], name: string): AlembicFunction {
  const body = bodyOf(tokens, name);
  const busy = body.some((token) =>
    token.kind !== "end" && token.kind !== "string" && !idle.has(token.text)
  );
  const calls = body.flatMap((token, index) => {
    const [dot, called, bracket] = body.slice(index + 1, index + 4);
    const isOp = token.kind === "name" && /^(?:op|batch_op|batch)$/.test(token.text);
    return isOp && dot?.text === "." && bracket?.text === "(" ? called?.text ?? [] : [];
  });
  return { empty: !busy, calls: [...new Set(calls)] };
}

function databasesOf(tokens: readonly PythonToken[]): readonly string[] {
  return tokens.flatMap((token, index) => {
    const named = token.text === "def" && token.column === 0
      ? /^upgrade_(\w+)$/.exec(tokens[index + 1]?.text ?? "")?.[1]
      : undefined;
    return named ?? [];
  });
}
