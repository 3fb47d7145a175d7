/**
 * What is said while a run works: lines, and on a terminal the step that is under way.
 *
 * @module
 */
import { blockerText, count, rowsText } from "@retort/core/errors";
import { stepLine } from "@retort/core/graph/lines";
import type { Listener, RunEvent } from "@retort/core/run";
import type { Terminal } from "../terminal.ts";
import { again, type ConnectionFlags } from "./again.ts";
import { backfillLines, type BackfillProgress } from "./backfill.ts";
import { codeTalk, stand } from "./text.ts";

/** A listener that talks on stderr; none where quiet is asked for. */
export function listenerFor(
  { err }: Pick<Terminal, "err">,
  { quiet = false, ...flags }: ConnectionFlags & { readonly quiet?: boolean | undefined },
): Listener | undefined {
  if (quiet) return undefined;
  const erase = err.terminal ? "\r\x1b[K" : "";
  const backfilled = backfillLines(err);
  return (event) => {
    if (event.kind === "backfill-progress") return backfilled(event);
    if (event.kind === "step-started" && !err.terminal) return;
    const line = again(eventLine(event, err.style.dim), flags);
    err.write(event.kind === "step-started" ? line : `${erase}${line}\n`);
  };
}

type StepEvent = Extract<RunEvent, { kind: "planned" | "step-started" | "step-finished" }>;

/** What is a line by itself. */
type LineEvent = Exclude<RunEvent, BackfillProgress>;

function eventLine(event: LineEvent, dim: (text: string) => string): string {
  switch (event.kind) {
    case "planned": {
      const { server, from, to, steps } = event;
      const way = `at ${stand(from)} -> ${stand(to)} (${count(steps, "step")})`;
      return `${server.flavour} ${server.version}  ${server.target}  ${way}`;
    }
    case "step-started":
      return dim(`${verbs[event.direction]} ${stepLine(event)} …`);
    case "step-finished":
      return `${verbs[event.direction]} ${stepLine(event)} ${dim(`(${Math.round(event.ms)} ms)`)}`;
    default:
      return noteOf(event);
  }
}

type ObjectEvent = Extract<
  RunEvent,
  { kind: "loss-unknown" | "loss-allowed" | "drift" | "not-recorded" | "kept" | "restored" }
>;

/** What is said of tables and columns. */
function objectNote(event: ObjectEvent): string {
  switch (event.kind) {
    case "loss-unknown":
      return event.names
        .map((name) => `warning: nothing called "${name}" would be lost`).join("\n");
    case "loss-allowed":
      return `destroying data, as allowed: ${event.losses.map((loss) => loss.object).join(", ")}`;
    case "drift":
    case "not-recorded":
      return recordNote(event);
    case "kept":
      return `kept ${event.object} (${rowsText(event)}) as ${event.name}`;
    case "restored":
      return `restored ${event.object} with what was kept of it`;
  }
}

/** What is said of a run besides its steps. */
function noteOf(event: Exclude<LineEvent, StepEvent>): string {
  switch (event.kind) {
    case "guessed-start": {
      const { target, row, rows } = event;
      return `warning: the database stands at ${stand(rows)}; "${target}" takes back ${row}\n` +
        `next: to choose, name a branch, as in "retort downgrade ${rows.at(-1) ?? row}@${target}"`;
    }
    case "code-edited":
      return codeTalk(event.revisions);
    case "waiting-for-lock": {
      const { target, holder = "another run", since } = event;
      return `waiting for the lock of ${target}: ${holder}${since ? ` since ${since}` : ""}`;
    }
    case "ending-session":
      return `warning: ${event.holder} has the lock and gives no sign of life; ending its session`;
    case "lock-wait":
      return waitText(event);
    case "lock-retry":
      return retryNote(event);
    case "no-single-transaction":
      return `note: ${event.server.flavour} commits DDL by itself, so each revision runs step by step`;
    case "transaction-split": {
      const { revision, committed } = event;
      const before = committed.length === 0
        ? ""
        : `; ${stand(committed)} before it ${committed.length > 1 ? "are" : "is"} committed`;
      return `note: ${revision.id} cannot be in one transaction with the others${before}`;
    }
    default:
      return objectNote(event);
  }
}

/** What is said of the record of the schema, after a run. */
function recordNote(event: Extract<RunEvent, { kind: "drift" | "not-recorded" }>): string {
  if (event.kind === "not-recorded") {
    const { problem, hint } = event;
    return `warning: what the schema is like now could not be recorded: ${problem}` +
      (hint === undefined ? "" : `\nnext: ${hint}`);
  }
  return `warning: something else than retort has changed ${event.objects.join(", ")}\n` +
    'next: "retort status" shows what';
}

function retryNote(event: Extract<RunEvent, { kind: "lock-retry" }>): string {
  const { reason, tables, attempt, attempts } = event;
  const why = reason === "timeout" ? waitText(event) : `${reason} over ${lockText(tables)}`;
  return `${why}: try ${attempt} of ${attempts}`;
}

function waitText(
  { tables, blockers }: Pick<Extract<RunEvent, { kind: "lock-wait" }>, "tables" | "blockers">,
): string {
  const held = blockers.length === 0 ? "" : `, held by ${blockers.map(blockerText).join(", ")}`;
  return `waiting for ${lockText(tables)}${held}`;
}

function lockText(tables: readonly string[]): string {
  return tables.length === 0 ? "a lock" : tables.join(", ");
}

const verbs = { up: "upgrade", down: "downgrade" } as const;
