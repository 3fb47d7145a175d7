/**
 * The words of MariaDB's and MySQL's SQL.
 *
 * @module
 */

/** A piece of SQL. */
export interface Token {
  /** What it is. */
  readonly kind: "word" | "name" | "string" | "number" | "symbol" | "comment";
  /** The text as it stands. */
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
}

const pattern = new RegExp(
  [
    String.raw`(?<comment>--(?=\s|$)[^\n]*|#[^\n]*|/\*(?!M?!)[^]*?\*/)`,
    String.raw`(?<string>'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*")`,
    "(?<name>`(?:[^`]|``)*`)",
    String.raw`(?<number>0x[0-9a-f]+\b|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)`,
    String.raw`(?<word>[\p{L}_$@][\p{L}\p{N}_$@]*)`,
    String.raw`(?<symbol><=>|<>|!=|<=|>=|:=|\|\||&&|<<|>>|->>?|[^\s])`,
  ].join("|"),
  "giu",
);

/** The tokens of a text, blanks left out. */
export function tokenize(text: string): readonly Token[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const [kind = "symbol"] = Object.entries(match.groups ?? {})
      .flatMap(([name, found]) => found === undefined ? [] : [name]);
    return { kind: kind as Token["kind"], text: match[0], start: match.index };
  });
}

const escapes: Readonly<Record<string, string>> = {
  0: "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
};

/** The value of a quoted string. */
export function unquote(text: string): string {
  const quote = text[0] ?? "'";
  return text.slice(1, -1).replaceAll(
    /\\([^])|''|""/g,
    (all: string, escaped: string | undefined) => {
      if (escaped !== undefined) return escapes[escaped] ?? escaped;
      return all[0] === quote ? quote : all;
    },
  );
}

/** The name in backticks, or the word itself. */
export function nameOf(token: Token): string {
  return token.kind === "name" ? token.text.slice(1, -1).replaceAll("``", "`") : token.text;
}

/** Quoted words with commas between them: `'a','it''s'`; `undefined` for anything else. */
export function readWords(text: string): readonly string[] | undefined {
  const tokens = tokenize(text);
  const fits = tokens.every((token, index) =>
    index % 2 === 0 ? token.kind === "string" : token.text === ","
  );
  if (!fits) return undefined;
  return tokens.filter((token) => token.kind === "string").map((token) => unquote(token.text));
}
