/**
 * What users type to name revisions, taken apart; no graph is needed for that.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";

/** The reserved words: one head, all heads, before everything, where the database stands. */
export type SymbolName = "head" | "heads" | "base" | "current";

/** A reserved word, perhaps of one branch: `head`, `label@heads`. */
export interface SymbolReference {
  /** Which word it is. */
  readonly kind: SymbolName;
  /** All of what was typed. */
  readonly text: string;
  /** A branch label or a revision of the branch. */
  readonly branch?: string;
}

/** A revision by its id, the beginning of its id or a branch label: `ae1`, `label@ae1`. */
export interface NamedReference {
  /** A revision by name. */
  readonly kind: "revision";
  /** All of what was typed. */
  readonly text: string;
  /** A branch label or a revision of the branch. */
  readonly branch?: string;
  /** The id, its beginning, or a branch label. */
  readonly name: string;
}

/** Some steps from somewhere: `+1`, `label@-2`, `ae1+3`, `head-1`. */
export interface RelativeReference {
  /** A walk. */
  readonly kind: "relative";
  /** All of what was typed. */
  readonly text: string;
  /** A branch label or a revision of the branch. */
  readonly branch?: string;
  /** Where the walk begins; where the database stands, if not given. */
  readonly from?: SymbolReference | NamedReference;
  /** How many steps: up when positive, down when negative. */
  readonly steps: number;
}

/** Whatever names revisions. */
export type Reference = SymbolReference | NamedReference | RelativeReference;

/** A stretch of history, both ends included; a missing end is open. */
export interface Range {
  /** A range. */
  readonly kind: "range";
  /** All of what was typed. */
  readonly text: string;
  /** The older end. */
  readonly from?: Reference;
  /** The newer end. */
  readonly to?: Reference;
}

const relative = /^([^@+:-]*)([+-]\d+)$/s;

/** Takes a reference apart: `label@ae1+2` and its like. */
export function parseReference(text: string): Reference {
  if (text === "") throw empty(text, "reference");
  if (text.includes(":")) throw new RetortError("graph/range-not-allowed", { reference: text });
  const at = text.indexOf("@");
  if (at === 0) throw empty(text, "branch");
  const rest = text.slice(at + 1);
  if (rest === "") throw empty(text, "revision");
  const whole = at < 0 ? { text } : { text, branch: text.slice(0, at) };
  const walk = relative.exec(rest);
  if (walk === null) return plain(rest, whole);
  const [, start = "", steps = "0"] = walk;
  // Adding 0 turns -0 into 0.
  const found = { kind: "relative", ...whole, steps: Number(steps) + 0 } as const;
  return start === "" ? found : { ...found, from: plain(start, { text: start }) };
}

/** Takes `a:b`, `a:` or `:b` apart. */
export function parseRange(text: string): Range {
  const [from, to, ...more] = text.trim().split(":");
  if (from === undefined || to === undefined || more.length > 0) {
    throw new RetortError("graph/bad-range", { range: text });
  }
  return {
    kind: "range",
    text,
    ...(from === "" ? {} : { from: parseReference(from) }),
    ...(to === "" ? {} : { to: parseReference(to) }),
  };
}

/** Takes a text apart that may be a range or a reference. */
export function parseTarget(text: string): Reference | Range {
  return text.includes(":") ? parseRange(text) : parseReference(text);
}

function plain(
  name: string,
  whole: { readonly text: string; readonly branch?: string },
): SymbolReference | NamedReference {
  switch (name) {
    case "head":
    case "heads":
    case "base":
    case "current":
      return { kind: name, ...whole };
    default:
      return { kind: "revision", ...whole, name };
  }
}

function empty(reference: string, part: "reference" | "branch" | "revision"): RetortError {
  return new RetortError("graph/empty-reference", { reference, part }) as RetortError;
}
