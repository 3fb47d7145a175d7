/**
 * Why a case may differ from what was recorded.
 *
 * @module
 */

/** The reason for some faults of some cases. */
export interface FaultReason {
  /** The names of the cases. */
  readonly names: RegExp;
  /** The faults: `missing modifyType t.a`, `extra addIndex t ix (a)`. */
  readonly faults: RegExp;
  /** Why they are there. */
  readonly reason: string;
}
