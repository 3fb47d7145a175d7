/**
 * How far a backfill is: a line that is overwritten on a terminal, else one every few seconds.
 *
 * @module
 */
import type { RunEvent } from "@retort/core/run";
import type { Stream } from "../terminal.ts";

/** What a run tells of a backfill. */
export type BackfillProgress = Extract<RunEvent, { readonly kind: "backfill-progress" }>;

/** How often a line is written, in milliseconds: where it is overwritten, and where it stays. */
const rarely = { terminal: 100, elsewhere: 5_000 } as const;

/** A function that shows how far backfills are; `now` tells the time in milliseconds. */
export function backfillLines(
  err: Stream,
  now: () => number = () => performance.now(),
): (event: BackfillProgress) => void {
  const erase = err.terminal ? "\r\x1b[K" : "";
  const every = err.terminal ? rarely.terminal : rarely.elsewhere;
  let current = "";
  let shown = now();
  return (event) => {
    const { revision, name, rows, finished } = event;
    const key = JSON.stringify([revision.id, name]);
    const first = key !== current;
    current = key;
    if (first) shown = now();
    const goesOn = first && rows > 0;
    if (!finished && !goesOn && now() - shown < every) return;
    shown = now();
    const line = backfillText(event, goesOn);
    const stays = finished || !err.terminal;
    err.write(`${erase}${stays ? line : err.style.dim(line)}${stays ? "\n" : ""}`);
  };
}

/** How far it is, in words: `fill slugs: 40,000 of about 100,000 rows (40 %), 3 s left`. */
export function backfillText(event: BackfillProgress, goesOn = false): string {
  const { name, table, rows, changed, total, remaining, finished } = event;
  const title = name.replaceAll(/[\r\n]+/g, " ");
  if (finished) {
    return `${title}: went through ${grouped(rows)} rows of ${table}, ${grouped(changed)} changed`;
  }
  const far = total === undefined
    ? `${grouped(rows)} rows of ${table}`
    : `${grouped(rows)} of about ${grouped(total)} rows of ${table} (${
      Math.floor(rows / total * 100)
    } %)`;
  if (goesOn) return `${title}: goes on behind ${far}`;
  return `${title}: ${far}${remaining === undefined ? "" : `, ${timeText(remaining)} left`}`;
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
