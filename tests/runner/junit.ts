/**
 * Counts from the XML that `deno test --junit-path` writes.
 *
 * @module
 */

/** What came of some tests. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The names of the tests that did not run. */
  readonly skipped: readonly string[];
}

/** No tests at all. */
export const nothing: Counts = { passed: 0, failed: 0, skipped: [] };

/** The counts of two runs together. */
export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: [...a.skipped, ...b.skipped],
  };
}

const testcase = /<testcase\s+name="([^"]*)"[^>]*?(?:\/>|>([^]*?)<\/testcase>)/g;

/** Reads a report; a test with a `<failure>` or `<error>` failed. */
export function readJunit(xml: string): Counts {
  let counts = nothing;
  for (const [, name = "", body = ""] of xml.matchAll(testcase)) {
    if (/<(?:failure|error)\b/.test(body)) counts = add(counts, { ...nothing, failed: 1 });
    else if (/<skipped\b/.test(body)) counts = add(counts, { ...nothing, skipped: [plain(name)] });
    else counts = add(counts, { ...nothing, passed: 1 });
  }
  return counts;
}

/** Reads the closing line `N passed, N failed` of a runner of our own; the last one counts. */
export function readClosingLine(output: string): Counts | undefined {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)];
  const last = lines.at(-1);
  return last && { passed: Number(last[1]), failed: Number(last[2]), skipped: [] };
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

function plain(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);
}
