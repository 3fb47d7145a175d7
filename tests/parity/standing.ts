/**
 * How an outcome is judged.
 *
 * @module
 */
import { autogenDifferences } from "./autogen/differences.ts";
import type { FaultReason } from "./autogen/reason.ts";
import { autogenOpen } from "./autogen_open.ts";
import { reasonFor } from "./differences.ts";
import type { Outcome } from "./outcome.ts";

/** What an outcome amounts to, and why it is no failure. */
export interface Standing {
  /** `open`: wrong and known to be. */
  readonly state: "passed" | "meant" | "open" | "failed" | "skipped";
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
function byFaults(outcome: Outcome): Standing {
  const meant = outcome.faults.map((fault) => explain(autogenDifferences, outcome.name, fault));
  const rest = outcome.faults.filter((_fault, index) => meant[index] === undefined);
  const open = rest.map((fault) => explain(autogenOpen, outcome.name, fault));
  const found = new Set([...meant, ...open].flatMap((item) => item ?? []));
  const reasons = Array.from(found, ({ reason }) => reason);
  if (open.includes(undefined)) return { state: "failed", reasons };
  return { state: rest.length > 0 ? "open" : "meant", reasons };
}

function explain(
  list: readonly FaultReason[],
  name: string,
  fault: string,
): FaultReason | undefined {
  return list.find((item) => item.names.test(name) && item.faults.test(fault));
}
