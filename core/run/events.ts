/**
 * What a run tells while it works.
 *
 * @module
 */
import type { ServerInfo } from "../dialect/mod.ts";
import type { LossCount } from "../errors/mod.ts";
import type { Revision } from "../graph/mod.ts";

/** Something that happened during a run, in order. */
export type RunEvent =
  | {
    /** The run knows where the database stands and what it will do. */
    readonly kind: "planned";
    /** The database. */
    readonly server: ServerInfo;
    /** The version rows before. */
    readonly from: readonly string[];
    /** The version rows there will be. */
    readonly to: readonly string[];
    /** How many revisions will run. */
    readonly steps: number;
  }
  | {
    /** Data will be lost, and that was allowed. */
    readonly kind: "loss-allowed";
    /** What. */
    readonly losses: readonly LossCount[];
  }
  | {
    /** A revision begins. */
    readonly kind: "step-started";
    /** Up or down. */
    readonly direction: "up" | "down";
    /** The revision. */
    readonly revision: Revision;
  }
  | {
    /** A revision is committed. */
    readonly kind: "step-finished";
    /** Up or down. */
    readonly direction: "up" | "down";
    /** The revision. */
    readonly revision: Revision;
    /** How long it took, in milliseconds. */
    readonly ms: number;
  };

/** Is told of each event as it happens. */
export type Listener = (event: RunEvent) => void;
