/**
 * `retort introspect`.
 *
 * @module
 */
import { introspect as read } from "@retort/core/commands/introspect";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { undeclaredText } from "./undeclared.ts";
import { open } from "./open.ts";

/** The flags of `introspect`. */
export type IntrospectFlags = GlobalFlags;

/** Prints the models of a live database. */
export async function introspect(this: Context, flags: IntrospectFlags): Promise<void> {
  const report = await read(await open(flags));
  const { tables, target, undeclared } = report;
  say(this, flags, `${tables} ${tables === 1 ? "table" : "tables"} of ${target}`);
  if (undeclared.length > 0) say(this, flags, undeclaredText(undeclared));
  print(this, flags, { report, text: ({ models }) => models });
}
