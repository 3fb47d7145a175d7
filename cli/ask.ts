/**
 * Questions to the person at the terminal.
 *
 * @module
 */
import { interruptible } from "./interrupt.ts";
import type { Terminal } from "./terminal.ts";

/** A question as data. */
export interface Question {
  /** What identifies it in a file of answers. */
  readonly id: string;
  /** What it is about, such as `rename`. */
  readonly kind: string;
  /** The question itself, without a question mark. */
  readonly text: string;
  /** The answers to choose from, the likeliest first. */
  readonly candidates: readonly string[];
}

/** Answers a question with one of its candidates; nothing if there is no answer. */
export type Ask = (question: Question) => string | undefined;

/** Asks at the terminal; nothing where no person would answer. */
export function askAt(
  terminal: Terminal,
  readLine: () => string | undefined = () => interruptible(lineFromStdin),
): Ask | undefined {
  if (!terminal.interactive()) return undefined;
  const { write, style } = terminal.err;
  return ({ text, candidates }) => {
    write(`${style.bold(text)}?\n`);
    candidates.forEach((candidate, index) => write(`  ${index + 1}  ${candidate}\n`));
    for (let tries = 0; tries < 3; tries++) {
      write(`1-${candidates.length}: `);
      const answer = readLine()?.trim();
      if (answer === undefined) return undefined;
      const found = candidates[Number(answer) - 1] ?? begun(candidates, answer);
      if (found !== undefined) return found;
      write(`"${answer}" is no answer: type a number from 1 to ${candidates.length}\n`);
    }
    return undefined;
  };
}

/** The only candidate that begins so, as by "n" for "no". */
function begun(candidates: readonly string[], answer: string): string | undefined {
  const word = answer.toLowerCase();
  const found = candidates.filter((candidate) => candidate.toLowerCase().startsWith(word));
  return answer !== "" && found.length === 1 ? found[0] : undefined;
}

function lineFromStdin(): string | undefined {
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  while (Deno.stdin.readSync(one) === 1) {
    if (one[0] === 10) return new TextDecoder().decode(new Uint8Array(bytes));
    bytes.push(one[0] ?? 0);
  }
  return bytes.length === 0 ? undefined : new TextDecoder().decode(new Uint8Array(bytes));
}
