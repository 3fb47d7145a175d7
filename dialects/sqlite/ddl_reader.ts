/**
 * A cursor over the tokens of a stored CREATE statement.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { closing } from "./expressions.ts";
import { isWord, nameOf, type Token, tokenize } from "./tokens.ts";

/** Reads tokens one after another. */
export class Reader {
  /** The text that is read. */
  readonly text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenize(text);
  }

  /** The next token, or one behind it, without taking it. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Whether nothing is left. */
  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Whether these words come next. */
  sees(word: string, ...words: readonly string[]): boolean {
    return isWord(this.#tokens[this.#at], word) &&
      words.every((other, index) => isWord(this.peek(index + 1), other));
  }

  /** Takes these words if they come next. */
  takes(word: string, ...words: readonly string[]): boolean {
    // Most words that are looked for are not there.
    if (!isWord(this.#tokens[this.#at], word) || !this.sees(word, ...words)) return false;
    this.#at += words.length + 1;
    return true;
  }

  /** Takes these words, which must come next. */
  expect(word: string, ...words: readonly string[]): void {
    if (!this.takes(word, ...words)) this.fail([word, ...words].join(" "));
  }

  /** Takes one token. */
  take(): Token {
    const token = this.peek();
    if (token === undefined) return this.fail("more");
    this.#at++;
    return token;
  }

  /** Takes a name. */
  name(): string {
    const token = this.take();
    if (token.kind !== "word" && token.kind !== "name" && token.kind !== "string") {
      return this.fail("a name");
    }
    return nameOf(token);
  }

  /** Takes names in parentheses, if a parenthesis comes next. */
  names(): readonly string[] {
    if (!this.takes("(")) return [];
    const found: string[] = [];
    do found.push(this.name()); while (this.takes(","));
    this.expect(")");
    return found;
  }

  /** Takes what stands in parentheses, as it is written. */
  parenthesised(): string {
    const open = this.#at;
    const close = isWord(this.peek(), "(") ? closing(this.#tokens, open) : -1;
    if (close < 0) return this.fail("an expression in parentheses");
    this.#at = close + 1;
    return this.slice(open + 1, close - 1);
  }

  /** Takes tokens until `stop` says so, a comma or the closing parenthesis; gives their text. */
  until(stop: (token: Token) => boolean): string {
    const from = this.#at;
    for (let token = this.peek(); token && !stop(token); token = this.peek()) {
      if (token.kind === "symbol" && (token.text === "," || token.text === ")")) break;
      if (isWord(token, "(")) this.parenthesised();
      else this.#at++;
    }
    return this.slice(from, this.#at - 1);
  }

  /** Takes all that is left. */
  rest(): string {
    const from = this.#at;
    this.#at = this.#tokens.length;
    return this.slice(from, this.#at - 1);
  }

  /** The text of some tokens, as it is written. */
  slice(from: number, to: number): string {
    const [first, last] = [this.#tokens[from], this.#tokens[to]];
    return first && last && from <= to ? this.text.slice(first.start, last.end) : "";
  }

  /** Says what was wanted; the statement was accepted by SQLite, so this is retort's fault. */
  fail(wanted: string): never {
    const at = this.peek()?.start ?? this.text.length;
    throw new RetortError("database/statement-failed", {
      sql: this.text,
      problem: `cannot read a stored statement: ${wanted} expected`,
      position: at,
    });
  }
}
