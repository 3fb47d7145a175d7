/**
 * Adding to JSON files with comments: only text is inserted, nothing else changes.
 *
 * @module
 */

/** A member of an object in the text. */
interface Member {
  readonly key: string;
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

/** An object in the text: its braces and members. */
interface Block {
  readonly open: number;
  readonly close: number;
  readonly members: readonly Member[];
  /** Whether a comma stands after the last member. */
  readonly comma: boolean;
}

/**
 * The text with a member added to the object at `path`, which is made if it is not there; members
 * that are there stay as they are.
 *
 * ```ts ignore
 * addMember('{ "a": 1 } // c', ["tasks", "x"], "deno run"); // '{ "a": 1, "tasks": {…} } // c'
 * ```
 *
 * @returns The new text, or `undefined` where something else than an object stands in the way.
 */
export function addMember(
  text: string,
  path: readonly string[],
  value: unknown,
): string | undefined {
  let start = skip(text, 0);
  for (const [depth, key] of path.entries()) {
    if (text[start] !== "{") return undefined;
    const block = readObject(text, start);
    if (block === undefined) return undefined;
    const member = block.members.find((candidate) => candidate.key === key);
    if (member === undefined) {
      const nested = path.slice(depth + 1).reduceRight((inner, name) => ({ [name]: inner }), value);
      return insert(text, block, { key, value: nested, depth });
    }
    start = member.value;
  }
  return text;
}

function insert(
  text: string,
  block: Block,
  { key, value, depth }: { readonly key: string; readonly value: unknown; readonly depth: number },
): string {
  const inside = text.slice(block.open + 1, block.close);
  const last = block.members.at(-1);
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const printed = `${JSON.stringify(key)}: ${JSON.stringify(value, null, unit)}`;
  if (last !== undefined && !inside.includes("\n")) {
    const flat = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const at = block.comma ? text.indexOf(",", last.end) + 1 : last.end;
    return `${text.slice(0, at)}${block.comma ? " " : ", "}${flat}${text.slice(at)}`;
  }
  const pad = last === undefined ? unit.repeat(depth + 1) : indentAt(text, last.start);
  const lines = `\n${pad}${printed.replaceAll("\n", `\n${pad}`)}`;
  const body = text.slice(0, block.close).trimEnd();
  const tail = text.slice(block.close);
  const outer = unit.repeat(depth);
  if (last === undefined) return `${body}${lines}\n${outer}${tail}`;
  const head = block.comma ? body : `${body.slice(0, last.end)},${body.slice(last.end)}`;
  return `${head}${lines}\n${outer}${tail}`;
}

function indentAt(text: string, at: number): string {
  return /[ \t]*$/.exec(text.slice(text.lastIndexOf("\n", at) + 1, at))?.[0] ?? "";
}

/** The object that begins at `open`. */
function readObject(text: string, open: number): Block | undefined {
  const members: Member[] = [];
  let comma = false;
  let at = skip(text, open + 1);
  while (at < text.length && text[at] !== "}") {
    if (text[at] !== '"') return undefined;
    const start = at;
    const keyEnd = endOfValue(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    at = skip(text, keyEnd);
    if (text[at] !== ":") return undefined;
    const value = skip(text, at + 1);
    const end = endOfValue(text, value);
    members.push({ key, start, value, end });
    at = skip(text, end);
    comma = text[at] === ",";
    if (comma) at = skip(text, at + 1);
    else if (text[at] !== "}") return undefined;
  }
  return at < text.length ? { open, close: at, members, comma } : undefined;
}

/** The first place from `at` that is neither white space nor comment. */
function skip(text: string, at: number): number {
  const blank = /(?:\s|\uFEFF|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

/** Where the value that begins at `at` ends. */
function endOfValue(text: string, at: number): number {
  const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|[{}[\],]|[^\s{}[\],"/]+|./gs;
  token.lastIndex = at;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [piece] = match;
    if (piece === "{" || piece === "[") depth++;
    else if (piece === "}" || piece === "]") depth--;
    if (depth === 0 && !/^\s$|^\/[/*]/.test(piece)) return match.index + piece.length;
  }
  return text.length;
}
