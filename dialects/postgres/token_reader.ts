/**
 * Walks over tokens.
 *
 * @module
 */
import type { Token } from "./tokens.ts";
import { elementText, types } from "./type_system.ts";

/** Thrown where the reader doesn't know the grammar; the text is then compared as it is. */
export class Unreadable extends Error {}

/** Words that a type's name can go on with. */
const typeWords: readonly string[] =
  "varying precision without with time zone year month day hour minute second to".split(" ");

/** Tokens with a place among them. */
export class TokenReader {
  /** The place. */
  at = 0;
  readonly #all: readonly Token[];

  /** Begins before the first one. */
  constructor(tokens: readonly Token[]) {
    this.#all = tokens;
  }

  /** The token at the place. */
  get next(): Token | undefined {
    return this.#all[this.at];
  }

  /** Whether these words, symbols or operators come next; words in lower case. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const token = this.#all[this.at + index];
      return token !== undefined && token.kind !== "name" && token.kind !== "string" &&
        token.value === word;
    });
  }

  /** Goes past these words, if they come next. */
  takes(...words: readonly string[]): boolean {
    const found = this.sees(...words);
    if (found) this.at += words.length;
    return found;
  }

  /** Goes past a word that must come next. */
  needs(word: string): void {
    if (!this.takes(word)) throw new Unreadable();
  }

  /** The next token. */
  take(): Token {
    const token = this.#all[this.at++];
    if (!token) throw new Unreadable();
    return token;
  }

  /** A type's name: words, with arguments and brackets. */
  type(): string {
    let text = this.name();
    while (this.takes(".")) text += `.${this.name()}`;
    while (typeWords.some((word) => this.sees(word))) text += ` ${this.take().value}`;
    if (this.takes("(")) {
      text += "(";
      while (!this.takes(")")) text += this.take().text;
      text += ")";
    }
    while (typeWords.some((word) => this.sees(word))) text += ` ${this.take().value}`;
    while (this.takes("[", "]")) text += "[]";
    return elementText(types.parse(text));
  }

  /** A name as it is written, words in lower case. */
  name(): string {
    const token = this.take();
    if (token.kind !== "word" && token.kind !== "name") throw new Unreadable();
    return token.kind === "word" ? token.value : token.text;
  }
}
