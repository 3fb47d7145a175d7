/**
 * How an outcome is judged.
 *
 * @module
 */
import { autogenDifferences } from "./autogen/differences.ts";
import { reasonFor } from "./differences.ts";
import type { Outcome } from "./outcome.ts";

/** What an outcome amounts to, and why it is no failure. */
export interface Standing {
  /** `meant`: different, for a reason that is written down. */
  readonly state: "passed" | "meant" | "failed" | "skipped";
  /** The reasons for what differs. */
  readonly reasons: readonly string[];
}

/** Judges an outcome of a kind of case. */
export function standingOf(kind: string, outcome: Outcome): Standing {
  if (outcome.skipped !== undefined) return { state: "skipped", reasons: [outcome.skipped] };
  if (outcome.faults.length === 0) return { state: "passed", reasons: [] };
  if (kind === "autogen") return byFaults(outcome);
  const reason = reasonFor(kind, outcome);
  return reason === undefined
    ? { state: "failed", reasons: [] }
    : { state: "meant", reasons: [reason] };
}

/** Every single fault needs a reason. */
function byFaults({ name, faults }: Outcome): Standing {
  const found = faults.map((fault) =>
    autogenDifferences.find((item) => item.names.test(name) && item.faults.test(fault))
  );
  const reasons = [...new Set(found.flatMap((item) => item ?? []))].map(({ reason }) => reason);
  return { state: found.includes(undefined) ? "failed" : "meant", reasons };
}
