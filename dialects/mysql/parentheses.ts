/**
 * Parentheses that change nothing: the server keeps only those that its precedences ask for.
 *
 * @module
 */
import type { Token } from "./tokens.ts";

/** How tightly operators bind, in lower case. */
const binding: Readonly<Record<string, number>> = {
  "||": 1,
  or: 1,
  xor: 2,
  "&&": 3,
  and: 3,
  not: 4,
  between: 5,
  case: 5,
  when: 5,
  then: 5,
  else: 5,
  ...Object.fromEntries(
    ["=", "<=>", ">=", ">", "<=", "<", "<>", "!=", "is", "like", "regexp", "rlike", "in", "escape"]
      .map((word) => [word, 6]),
  ),
  "|": 7,
  "&": 8,
  "<<": 9,
  ">>": 9,
  "+": 10,
  "-": 10,
  "*": 11,
  "/": 11,
  "%": 11,
  div: 11,
  mod: 11,
  "^": 12,
  "~": 13,
  "!": 14,
  collate: 15,
  binary: 15,
};

const negation = 13;
const atom = 99;
/** Operators whose operands may be grouped in any way. */
const grouped = new Set([1, 3]);
/** Words that stand between expressions as commas do. */
const separators = new Set(["case", "when", "then", "else"]);

/** The tokens without parentheses that say nothing. */
export function withoutSpareParentheses(given: readonly Token[]): readonly Token[] {
  let tokens = given;
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index]?.text !== "(") continue;
    const close = closing(tokens, index);
    if (close < 0 || !isSpare(tokens, index, close)) continue;
    tokens = tokens.filter((_token, at) => at !== index && at !== close);
    // What has lost its neighbours may lose its own parentheses next.
    index = -1;
  }
  return tokens;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === "(") depth++;
    if (tokens[index]?.text === ")" && --depth === 0) return index;
  }
  return -1;
}

function isSpare(tokens: readonly Token[], open: number, close: number): boolean {
  const inside = tokens.slice(open + 1, close);
  const binds = bindings(tokens);
  const before = tokens[open - 1];
  const isCall = before !== undefined && (before.kind === "name" || before.kind === "word") &&
    (binds[open - 1] === undefined || before.text.toLowerCase() === "in");
  if (isCall || inside.length === 0 || isListOrQuery(inside)) return false;
  const least = weakest(inside);
  const left = sideOf(before, binds[open - 1]);
  const right = sideOf(tokens[close + 1], binds[close + 1]);
  const joins = least === left && grouped.has(least);
  return (least > left || joins) && least >= right;
}

/** How tightly the outermost operator binds; a CASE binds as tightly as a name. */
function weakest(tokens: readonly Token[]): number {
  const binds = bindings(tokens);
  let least = atom;
  let depth = 0;
  tokens.forEach((token, index) => {
    const word = token.text.toLowerCase();
    if (token.text === "(" || word === "case") depth++;
    else if (token.text === ")" || word === "end") depth--;
    else if (depth === 0) least = Math.min(least, binds[index] ?? atom);
  });
  return least;
}

function sideOf(token: Token | undefined, bind: number | undefined): number {
  if (token === undefined || bind === undefined) return 0;
  return separators.has(token.text.toLowerCase()) ? 0 : bind;
}

function isListOrQuery(tokens: readonly Token[]): boolean {
  let depth = 0;
  if (tokens[0]?.text.toLowerCase() === "select") return true;
  return tokens.some(({ text }) => {
    if (text === "(") depth++;
    if (text === ")") depth--;
    return text === "," && depth === 0;
  });
}

/** How tightly each token binds that is an operator. */
function bindings(tokens: readonly Token[]): readonly (number | undefined)[] {
  const found: (number | undefined)[] = [];
  // How many BETWEEN wait for their AND, by depth.
  const waiting: number[] = [0];
  tokens.forEach((token, index) => {
    const word = token.text.toLowerCase();
    if (token.text === "(") waiting.push(0);
    if (token.text === ")") waiting.pop();
    const bind = bindOf(tokens, index, found);
    found.push(bind);
    const last = waiting.length - 1;
    const count = waiting[last] ?? 0;
    if (word === "between") waiting[last] = count + 1;
    if (word !== "and" || count === 0) return;
    waiting[last] = count - 1;
    found[index] = binding["between"];
  });
  return found;
}

function bindOf(
  tokens: readonly Token[],
  index: number,
  found: readonly (number | undefined)[],
): number | undefined {
  const token = tokens[index];
  if (token === undefined || (token.kind !== "word" && token.kind !== "symbol")) return undefined;
  const word = token.text.toLowerCase();
  const before = tokens[index - 1];
  const isFirst = before === undefined || before.text === "(" || before.text === "," ||
    found[index - 1] !== undefined;
  // `mod(a, b)` and `not` behind a value: a call, and a part of NOT IN, NOT LIKE, IS NOT.
  if (isFirst && word === "mod") return undefined;
  if (word === "not" && (!isFirst || before?.text.toLowerCase() === "is")) return binding["is"];
  if (isFirst && (word === "-" || word === "+")) return negation;
  return Object.hasOwn(binding, word) ? binding[word] : undefined;
}
