/**
 * The SQL that DuckDB keeps of tables and indexes, as far as no function of the catalog tells it.
 *
 * @module
 */

/** A quoted text, a word, or one other character. */
export interface Piece {
  /** The text, with its quotes. */
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
}

const pattern = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}\p{N}_$]+|[^\s]/gu;

/** The pieces of a text, without the blanks between them. */
export function pieces(text: string): readonly Piece[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The place of the parenthesis that closes the one at a place; -1 where there is none. */
export function closing(all: readonly Piece[], open: number): number {
  let depth = 0;
  for (let at = open; at < all.length; at++) {
    if (all[at]?.text === "(") depth++;
    if (all[at]?.text === ")" && --depth === 0) return at;
  }
  return -1;
}

/** What stands between the first parentheses of a definition, cut at its own commas. */
export function itemsOf(definition: string): readonly string[] {
  const all = pieces(definition);
  const open = all.findIndex(({ text }) => text === "(");
  const close = closing(all, open);
  const items: string[] = [];
  let depth = 0;
  let from = all[open]?.end ?? 0;
  for (let at = open + 1; at <= close; at++) {
    const piece = all[at];
    if (!piece) break;
    if ("([{".includes(piece.text)) depth++;
    if (at === close || (piece.text === "," && depth === 0)) {
      items.push(definition.slice(from, piece.start).trim());
      from = piece.end;
    }
    if (")]}".includes(piece.text)) depth--;
  }
  return items;
}

/** The name that a piece is, without its quotes. */
export function plainName(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** The expression of a generated column; `undefined` where it is none. */
export function generatedIn(item: string): string | undefined {
  const all = pieces(item);
  const at = all.findIndex(({ text }, index) =>
    text === "GENERATED" && all[index + 1]?.text === "ALWAYS" && all[index + 2]?.text === "AS"
  );
  if (at < 0) return undefined;
  const [open, close] = [all[at + 3], all[closing(all, at + 3)]];
  return open && close && item.slice(open.end, close.start);
}

/** The collation of a column. */
export function collationIn(item: string): string | undefined {
  const all = pieces(item);
  const at = all.findIndex(({ text }) => text === "COLLATE");
  return at < 0 ? undefined : plainName(all[at + 1]?.text ?? "");
}
