/**
 * Cutting a script into its statements without changing their text.
 *
 * @module
 */

const word =
  /(?<comment>--[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<quoted>E'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`)|(?<dollar>\$(?:[a-z_]\w*)?\$)|(?<name>[a-z_][\w$]*)|(?<space>\s+)|(?<mark>[^])/giy;

/** How a script is written. */
export interface ScriptStyle {
  /** Whether a backslash in a string stands for itself (standard SQL) or escapes what follows. */
  readonly backslashes?: boolean;
}

/** What is being read of a statement. */
interface Open {
  /** Where it begins. */
  readonly from: number;
  /** Its first words that say what it is, in upper case. */
  readonly head: readonly string[];
  /** How many `BEGIN` and `CASE` wait for their `END`. */
  readonly depth: number;
  /** The last word, in upper case. */
  readonly last: string;
}

const nothing: Omit<Open, "from"> = { head: [], depth: 0, last: "" };

/**
 * The statements of a script, each as it stands there without what ends it. A semicolon ends none in a
 * string, a comment, a dollar quote, or the body of a trigger or routine; `DELIMITER` is obeyed.
 *
 * ```ts
 * import { scriptStatements } from "@retort/core/commands/import_alembic";
 *
 * scriptStatements("select ';';\ncreate table t (a int);").length; // 2
 * ```
 */
export function scriptStatements(text: string, style: ScriptStyle = {}): readonly string[] {
  const found: string[] = [];
  let open: Open = { from: 0, ...nothing };
  let ends = ";";
  const close = (at: number, next: number): void => {
    const statement = text.slice(open.from, at).trim();
    if (statement !== "" && open.head.length > 0) found.push(statement);
    open = { from: next, ...nothing };
  };
  for (let at = 0; at < text.length;) {
    const delimiter = open.head.length === 0 ? delimiterAt(text, at) : undefined;
    if (delimiter !== undefined) {
      ends = delimiter.word;
      at = delimiter.end;
      open = { from: at, ...nothing };
    } else if (text.startsWith(ends, at) && (ends !== ";" || !isInside(open))) {
      close(at, at + ends.length);
      at += ends.length;
    } else {
      const next = wordAt(text, at, style);
      open = grown(open, next);
      at = next.end;
    }
  }
  close(text.length, text.length);
  return found;
}

interface Word {
  readonly end: number;
  readonly kind: "comment" | "quoted" | "name" | "mark" | "space";
  readonly text: string;
}

function wordAt(text: string, at: number, { backslashes = false }: ScriptStyle): Word {
  const escaped = backslashes ? /(?:'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*")/y : undefined;
  if (escaped) {
    escaped.lastIndex = at;
    if (escaped.test(text)) return { end: escaped.lastIndex, kind: "quoted", text: "" };
    if (text[at] === "#") return { end: lineEnd(text, at), kind: "comment", text: "" };
  }
  word.lastIndex = at;
  const { comment, quoted, dollar, name, space } = word.exec(text)?.groups ?? {};
  const end = word.lastIndex;
  if (dollar !== undefined) {
    const close = text.indexOf(dollar, end);
    return { end: close < 0 ? text.length : close + dollar.length, kind: "quoted", text: "" };
  }
  if (comment !== undefined) return { end, kind: "comment", text: "" };
  if (quoted !== undefined) return { end, kind: "quoted", text: "" };
  if (space !== undefined) return { end, kind: "space", text: "" };
  return { end, kind: name === undefined ? "mark" : "name", text: text.slice(at, end) };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** A statement with one word more. */
function grown(open: Open, { kind, text }: Word): Open {
  if (kind === "comment" || kind === "space") return open;
  const last = text.toUpperCase();
  const head = open.head.length < 12 ? [...open.head, kind === "name" ? last : "·"] : open.head;
  if (kind !== "name") return { ...open, head, last: kind === "quoted" ? "" : last };
  return { ...open, head, last, depth: Math.max(0, open.depth + turn(open, last)) };
}

/** `END` of an IF, a LOOP and the like closes what was not counted. */
function turn({ last }: Open, next: string): number {
  if (last === "END") return /^(?:IF|LOOP|WHILE|REPEAT|FOR)$/.test(next) ? 1 : 0;
  if (next === "BEGIN" || next === "CASE") return 1;
  return next === "END" ? -1 : 0;
}

const routine = new Set(["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"]);

/** Whether a semicolon belongs to the body of a trigger or a routine. */
function isInside({ head, depth }: Open): boolean {
  return depth > 0 && head[0] === "CREATE" && head.some((item) => routine.has(item));
}

/** `DELIMITER //` at the beginning of a line. */
function delimiterAt(
  text: string,
  at: number,
): { readonly word: string; readonly end: number } | undefined {
  if (at > 0 && text[at - 1] !== "\n") return undefined;
  const line = /[^\S\n]*DELIMITER[^\S\n]+(?<word>\S+)[^\S\n]*(?:\n|$)/iy;
  line.lastIndex = at;
  const found = line.exec(text)?.groups?.["word"];
  return found === undefined ? undefined : { word: found, end: line.lastIndex };
}
