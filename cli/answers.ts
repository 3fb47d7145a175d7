/**
 * Answers to questions about renames: from flags, from a file, from the person at the terminal.
 *
 * @module
 */
import type { RenameAnswers, RenameQuestion } from "@retort/core/diff";
import { RetortError } from "@retort/core/errors";
import { askAt } from "./ask.ts";
import { denied } from "./denied.ts";
import type { Terminal } from "./terminal.ts";

/** The flags that answer. */
export interface AnswerFlags {
  /** `old=new`. */
  readonly rename?: readonly string[] | undefined;
  /** What is gone. */
  readonly drop?: readonly string[] | undefined;
  /** A JSON file with `rename` and `drop`. */
  readonly answers?: string | undefined;
}

/** What the flags and the file say; flags come before the file. */
export function answersOf({ rename = [], drop = [], answers }: AnswerFlags): RenameAnswers {
  const file = answers === undefined ? { rename: {}, drop: [] } : readAnswers(answers);
  return {
    renames: new Map([...Object.entries(file.rename), ...rename.map(parseRename)]),
    drops: new Set([...file.drop, ...drop]),
  };
}

function parseRename(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  const problem = 'it must be OLD=NEW, such as "users.name=users.full_name"';
  throw new RetortError("cli/bad-argument", { argument: `--rename ${text}`, problem });
}

interface AnswerFile {
  readonly rename: Readonly<Record<string, string>>;
  readonly drop: readonly string[];
}

function readAnswers(path: string): AnswerFile {
  const bad = (problem: string): RetortError =>
    new RetortError("cli/bad-argument", { argument: `--answers ${path}`, problem });
  let value: unknown;
  try {
    value = JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    const refused = denied(error);
    if (refused) throw refused;
    throw bad(error instanceof SyntaxError ? "the file is not JSON" : "there is no such file");
  }
  const { rename = {}, drop = [] } = Object(value) as Partial<AnswerFile>;
  const names = typeof rename === "object" ? Object.values(rename) : [rename];
  if (!Array.isArray(drop) || [...names, ...drop].some((name) => typeof name !== "string")) {
    throw bad('it must hold {"rename": {"old": "new"}, "drop": ["old"]}');
  }
  return { rename, drop };
}

/** Asks about renames at the terminal; nothing where no person would answer. */
export function askRename(
  terminal: Terminal,
  readLine?: () => string | undefined,
): ((question: RenameQuestion) => string | null | undefined) | undefined {
  const ask = askAt(terminal, readLine);
  if (!ask) return undefined;
  return ({ id, kind, noun, from, candidates }) => {
    const gone = `no: ${from} is gone, and its data`;
    const words = candidates.map(({ to, score, evidence }) => {
      const why = evidence.length === 0 ? "" : `: ${evidence.join(", ")}`;
      return `yes: ${to} (${Math.round(score * 100)} %${why})`;
    });
    const text = `Was ${noun} ${from} renamed`;
    const answer = ask({ id, kind, text, candidates: [...words, gone] });
    if (answer === undefined) return undefined;
    return answer === gone ? null : candidates[words.indexOf(answer)]?.to;
  };
}
