import assert from "node:assert/strict";
import { backfillLines, type BackfillProgress, backfillText } from "./backfill.ts";
import { styleFor } from "./style.ts";

const revision = { id: "a1", down: [], dependsOn: [], labels: [] };
const start = { rows: 0, changed: 0, total: 1_000_000, finished: false };

function event(item: Partial<BackfillProgress>): BackfillProgress {
  const place = { kind: "backfill-progress", direction: "up", revision, name: "fill", table: "t" };
  return { ...place, ...start, ...item } as unknown as BackfillProgress;
}

/** What is written of events, each some milliseconds after the one before. */
function written(
  terminal: boolean,
  events: readonly (readonly [number, Partial<BackfillProgress>])[],
): readonly string[] {
  const texts: string[] = [];
  let time = 0;
  const write = (text: string): void => void texts.push(text);
  const stream = { write, terminal, coloured: false, style: styleFor(false) };
  const show = backfillLines(stream, () => time);
  for (const [ms, item] of events) {
    time += ms;
    show(event(item));
  }
  return texts;
}

Deno.test("how far a backfill is, in words", () => {
  assert.equal(
    backfillText(event({ rows: 40_000, remaining: 61_001 })),
    "fill: 40,000 of about 1,000,000 rows of t (4 %), 62 s left",
  );
  const left = (remaining: number): string =>
    backfillText(event({ remaining })).replace(/^.*, /, "");
  assert.deepEqual([600_000, 7_500_000].map(left), ["10 min left", "2 h 5 min left"]);
  assert.equal(
    backfillText(event({ rows: 1234, changed: 999, total: 1234, finished: true })),
    "fill: went through 1,234 rows of t, 999 changed",
  );
  const { total: _, ...unknown } = event({ rows: 10 });
  assert.equal(backfillText(unknown), "fill: 10 rows of t");
});

Deno.test("a terminal has one line that is overwritten, and what stays at the end", () => {
  const texts = written(true, [
    [0, {}],
    [50, { rows: 1000 }],
    [60, { rows: 2000 }],
    [1, { rows: 3000, total: 3000, finished: true }],
  ]);
  assert.deepEqual(texts, [
    "\r\x1b[Kfill: 2,000 of about 1,000,000 rows of t (0 %)",
    "\r\x1b[Kfill: went through 3,000 rows of t, 0 changed\n",
  ]);
});

Deno.test("elsewhere a line comes every few seconds, and where a run goes on", () => {
  const texts = written(false, [
    [0, { rows: 400_000 }],
    [4000, { rows: 410_000 }],
    [2000, { rows: 420_000 }],
    [1000, { rows: 430_000 }],
    [1, { rows: 1_000_000, changed: 5, finished: true }],
  ]);
  assert.deepEqual(texts, [
    "fill: goes on behind 400,000 of about 1,000,000 rows of t (40 %)\n",
    "fill: 420,000 of about 1,000,000 rows of t (42 %)\n",
    "fill: went through 1,000,000 rows of t, 5 changed\n",
  ]);
});
