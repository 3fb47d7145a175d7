/**
 * Wildcards of expected output: what differs from run to run.
 *
 * @module
 */

/** What the wildcards `<id:name>` and `<dir>` stand for in one run of a story. */
export type Bindings = Map<string, string>;

const wildcard = /<(?:id(?::[\w-]+)?|dir|date|n|\*)>/g;
const patterns: Readonly<Record<string, string>> = {
  "<id>": "[0-9a-f]{12}",
  "<date>": "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z| UTC)?)?",
  "<n>": "\\d+(?:\\.\\d+)*",
  "<*>": "[^\\n]*",
};

/** Replaces wildcards that stand for something known, in commands and files. */
export function substitute(text: string, bindings: Bindings): string {
  return text.replace(/<(id:[\w-]+|dir)>/g, (found, name: string) => {
    const known = bindings.get(name);
    if (known !== undefined) return known;
    // An id of a document that no output has shown yet is the reader's own.
    const literal = /^id:([0-9a-f]{12})$/.exec(name)?.[1];
    if (literal !== undefined) bindings.set(name, literal);
    return literal ?? found;
  });
}

/** Whether an output is as expected; binds the names that it meets for the first time. */
export function matches(expected: string, actual: string, bindings: Bindings): boolean {
  const fresh: string[] = [];
  const lines = expected.trimEnd().split("\n").map((line, index, all) => {
    const first = index === 0 || (index === 1 && all[0]?.trim() === "<...>");
    const newline = first ? "" : "\\n";
    // At the beginning there is no line end to repeat; a star of a star would try for hours.
    if (line.trim() === "<...>") return index === 0 ? "(?:[^\\n]*\\n)*?" : "(?:\\n[^\\n]*)*?";
    return newline + linePattern(line.trimEnd(), bindings, fresh);
  });
  const tidy = actual.split("\n").map((line) => line.trimEnd()).join("\n").trimEnd();
  const found = new RegExp(`^${lines.join("")}$`).exec(tidy);
  if (!found) return false;
  fresh.forEach((name, index) => bindings.set(name, found[index + 1] ?? ""));
  return true;
}

function linePattern(line: string, bindings: Bindings, fresh: string[]): string {
  let pattern = "";
  let at = 0;
  for (const found of line.matchAll(wildcard)) {
    pattern += RegExp.escape(line.slice(at, found.index)) + piece(found[0], bindings, fresh);
    at = found.index + found[0].length;
  }
  return pattern + RegExp.escape(line.slice(at));
}

function piece(found: string, bindings: Bindings, fresh: string[]): string {
  const fixed = patterns[found];
  if (fixed !== undefined) return fixed;
  const name = found.slice(1, -1);
  const known = bindings.get(name);
  if (known !== undefined) return RegExp.escape(known);
  const index = fresh.indexOf(name);
  if (index >= 0) return `\\${index + 1}`;
  fresh.push(name);
  return "([0-9a-f]{12})";
}

/** The output with wildcards for what differs from run to run: what `-u` writes; typed ids stay. */
export function generalise(actual: string, bindings: Bindings, typed = ""): string {
  let text = actual.split("\n").map((line) => line.trimEnd()).join("\n").trimEnd();
  for (const [name, value] of bindings) {
    if (value !== "") text = text.replaceAll(value, `<${name}>`);
  }
  text = text.replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| UTC)?/g, "<date>");
  // A day without a time may be one that the story itself names; today's is not.
  text = text.replaceAll(new Date().toISOString().slice(0, 10), "<date>");
  // Who did it: the process, the machine, the user.
  text = text.replace(/(?<=\bby |"who": ")(?:\S+ on \S+, )?pid \d+(?: on [^\s"]+)?/g, "<*>");
  // Fingerprints of what holds random ids.
  text = text.replace(/\bv1:[0-9a-f]{16}\b/g, "v1:<*>");
  // Versions, and how long something took.
  text = text.replace(/\b\d+\.\d+\.\d+\b|\b\d+(?:\.\d+)?(?= m?s\b)/g, "<n>");
  return text.replace(/(?<![0-9a-z])(?=[0-9a-f]*\d)[0-9a-f]{12}(?![0-9a-z])/g, (id) => {
    if (typed.includes(id)) return id;
    const name = `id:${"abcdefghijklmnopqrstuvwxyz"[bindings.size - 1] ?? bindings.size}`;
    const known = [...bindings].find(([, value]) => value === id)?.[0];
    if (known === undefined) bindings.set(name, id);
    return `<${known ?? name}>`;
  });
}
