/**
 * What autogenerate gets wrong today; this list only gets shorter.
 *
 * @module
 */
import type { FaultReason } from "./autogen/reason.ts";

/** Faults that are known and not yet mended. */
export const autogenOpen: readonly FaultReason[] = [
  {
    names: /^primary-key-change-ignored\/sqlite$/,
    faults: /^error op\/exists$/,
    reason:
      "a key of SQLite without a name is not dropped before it is made anew; with the naming " +
      "convention, which is off here, it has one",
  },
];
