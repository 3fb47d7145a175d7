/**
 * Finding an op in the text of its revision file, for messages.
 *
 * @module
 */
import type { Place } from "../errors/mod.ts";

const token =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[()[\]{}]|[A-Za-z_$][\w$]*(?:\s*\.\s*[\w$]+)*|\S/g;

/** An op is a call: `op.dropTable(…)`, `createPolicy(…)`, `policies.create(…)`. */
const call = /^[A-Za-z_$][\w$.\s]*$/;

/**
 * The place of the n-th op (from 0) of a direction; the place of the list if the op isn't found,
 * as when a function or a loop builds it. Where the lists stand by the names of databases, `database`
 * names one.
 *
 * ```ts
 * import { locateOp } from "@retort/core/source";
 *
 * const text = 'export const upgrade = [\n  op.dropTable("a"),\n  op.dropTable("b"),\n];';
 * locateOp({ path: "x.ts", text }, "upgrade", 1); // { file: "x.ts", line: 3, column: 3 }
 * ```
 */
export function locateOp(
  file: { readonly path: string; readonly text: string },
  direction: "upgrade" | "downgrade",
  which: number | { readonly index: number; readonly database?: string | undefined },
): Place {
  const start = new RegExp(`^export\\s+(?:const|function)\\s+${direction}\\b`, "m").exec(file.text);
  if (!start) return { file: file.path };
  const { index, database } = typeof which === "number"
    ? { index: which, database: undefined }
    : which;
  const from = start.index + start[0].length;
  const named = database === undefined ? undefined : findList(file.text, from, database);
  const at = findOp(file.text, index, { from: named ?? from, begun: named !== undefined }) ??
    named ?? start.index;
  const lines = file.text.slice(0, at).split("\n");
  return { file: file.path, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Where the list of a database begins, if the declaration is an object. */
function findList(text: string, from: number, database: string): number | undefined {
  if (!/^[^=\n]*=\s*\{/.test(text.slice(from))) return undefined;
  const name = RegExp.escape(database);
  const key = new RegExp(`(?:[{,]|^)\\s*(?:${name}|"${name}"|'${name}')\\s*:\\s*`, "gm");
  key.lastIndex = from;
  return key.test(text) ? key.lastIndex : undefined;
}

/** Where the op begins: the n-th call directly inside the first list of the declaration. */
function findOp(
  text: string,
  index: number,
  { from, begun }: { readonly from: number; readonly begun: boolean },
): number | undefined {
  token.lastIndex = from;
  let depth = 0;
  let left = index;
  let equals = begun;
  let before = "";
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [piece] = match;
    if (piece === "=" && depth === 0) equals = true;
    if (!equals) continue;
    if (/^[([{]$/.test(piece)) depth++;
    else if (/^[)\]}]$/.test(piece)) {
      depth--;
      if (depth === 0 && piece === "]") return undefined;
    } else if (depth === 1 && startsOp(text, match, before) && left-- === 0) return match.index;
    else if (piece === ";" && depth === 0) return undefined;
    if (!/^\/[/*]/.test(piece)) before = piece;
  }
  return undefined;
}

/** Whether an item of the list begins with a call; what is spread is nobody's to count. */
function startsOp(text: string, { 0: piece, index }: RegExpExecArray, before: string): boolean {
  return (before === "[" || before === ",") && call.test(piece) &&
    /^\s*\(/.test(text.slice(index + piece.length));
}
