/**
 * Pieces of text with a mark under the character that matters.
 *
 * @module
 */

const width = 100;

/** A line of a file with its number and a caret under the column, both counted from 1. */
export function codeFrame(text: string, line: number, column: number | undefined): string {
  const found = text.split(/\r\n|\n|\r/)[line - 1];
  if (found === undefined) return "";
  const label = `${line} | `;
  const cut = window(found, column === undefined ? undefined : column - 1);
  const mark = cut.caret === undefined ? "" : `\n${" ".repeat(label.length + cut.caret)}^`;
  return `${label}${cut.text}${mark}`;
}

/** SQL with a caret under the character at `position`, counted from 0. */
export function sqlFrame(sql: string, position: number | undefined): string {
  const lines = sql.split("\n");
  if (position === undefined) return lines.map((line) => window(line).text).join("\n");
  let rest = Math.min(Math.max(position, 0), sql.length);
  const framed: string[] = [];
  for (const line of lines) {
    const here = rest >= 0 && rest <= line.length;
    const cut = window(line, here ? rest : undefined);
    framed.push(cut.text);
    if (cut.caret !== undefined) framed.push(`${" ".repeat(cut.caret)}^`);
    rest -= line.length + 1;
  }
  return framed.join("\n");
}

/** The part of a long line around `at`. */
function window(line: string, at?: number): { text: string; caret?: number } {
  const flat = line.replaceAll("\t", " ");
  const start = flat.length <= width ? 0 : Math.max(0, (at ?? 0) - Math.floor(width / 2));
  const end = start + width;
  const head = start > 0 ? "…" : "";
  const tail = end < flat.length ? "…" : "";
  const text = head + flat.slice(start, end) + tail;
  return at === undefined ? { text } : { text, caret: at - start + head.length };
}
