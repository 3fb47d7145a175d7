/**
 * `retort heal`.
 *
 * @module
 */
import { heal as bringBack, healSql } from "@retort/core/commands/heal";
import { healText } from "../print/drift.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { refuseProtected } from "./move.ts";
import { open } from "./open.ts";

/** The flags of `heal`. */
export interface HealFlags extends GlobalFlags {
  /** What is brought back. */
  readonly only?: readonly string[] | undefined;
  /** Objects whose loss is right. */
  readonly allowLoss?: readonly string[] | undefined;
  /** Whether the SQL is printed instead. */
  readonly sql?: boolean | undefined;
  /** How long to wait for another run. */
  readonly lockWait?: string | undefined;
}

/** Brings the schema back to what is recorded. */
export async function heal(this: Context, flags: HealFlags): Promise<void> {
  const { only = [], allowLoss = [], sql } = flags;
  const project = await open(flags);
  if (sql) {
    const report = await healSql(project, { only });
    return print(this, flags, { report, text: ({ script }) => script });
  }
  refuseProtected(project.config, allowLoss);
  const report = await bringBack(project, { only, allowLoss });
  if (report.lost.length > 0) {
    say(
      this,
      flags,
      `destroyed, as allowed: ${report.lost.map(({ object }) => object).join(", ")}`,
    );
  }
  print(this, flags, { report, text: healText });
  if (report.left.length > 0 && only.length === 0) this.exit(5);
}
