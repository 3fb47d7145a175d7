/**
 * Verification: whether revisions can be taken back, and what becomes of rows.
 *
 * ```ts
 * import { parseVerdict } from "@retort/core/verify";
 *
 * parseVerdict("lossless"); // { kind: "lossless" }
 * ```
 *
 * @module
 */
export type { NotFilled } from "./filling.ts";
export { overclaims, parseVerdict, type Verdict, verdictText } from "./verdict.ts";
