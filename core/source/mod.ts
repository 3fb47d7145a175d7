/**
 * Revision files: reading their headers, checking their exports, and writing new ones.
 *
 * ```ts
 * import { date, op } from "@retort/core";
 * import { printOp, readHeader } from "@retort/core/source";
 *
 * readHeader('export const revision = "a1";\nexport const downRevision = null;')?.revision; // "a1"
 * printOp(op.addColumn("users", "dob", date())); // 'op.addColumn("users", "dob", date())'
 * ```
 *
 * @module
 */
export * from "./bundle.ts";
export * from "./dates.ts";
export { asList, headerOf, readModule } from "./exports.ts";
export * from "./fingerprint.ts";
export * from "./header.ts";
export * from "./locate.ts";
export { type DeclaredNoun, writeModels } from "./models.ts";
export * from "./module.ts";
export { Imports } from "./imports.ts";
export { printMigration, printOp, printOps } from "./print.ts";
export * from "./read.ts";
export * from "./render_item.ts";
export * from "./split_models.ts";
export * from "./template.ts";
export { isStale, writeVerified } from "./verified.ts";
