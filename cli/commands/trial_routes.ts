/**
 * The flags and help of commands that try revisions, or look at rows, before they run for real.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import {
  type Context,
  docs,
  globalAliases,
  globalFlags,
  load,
  optional,
  text,
  toggle,
} from "./common.ts";
import type { PreflightFlags } from "./preflight.ts";
import type { VerifyFlags } from "./verify.ts";

/** `verify`. */
export const verify: Command<Context> = buildCommand<VerifyFlags, [string?], Context>({
  loader: async () => (await load<typeof import("./verify.ts")>("./verify.ts")).verify,
  parameters: {
    flags: {
      ...globalFlags,
      scratch: optional("URL", "An empty database for it; one is made and dropped unless told"),
      noWrite: toggle("Leave the headers of revision files as they are"),
    },
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{ ...text("REVISION", "One, or a range; all unless told"), optional: true }],
    },
  },
  docs: docs("Try revisions up, down and up again on a scratch database with generated rows", [
    "verify",
    "verify head",
    "verify ae10:head --no-write",
    "verify --scratch postgres://app@127.0.0.1:5432/empty",
  ]),
});

/** `preflight`. */
export const preflight: Command<Context> = buildCommand<PreflightFlags, [string?], Context>({
  loader: async () => (await load<typeof import("./preflight.ts")>("./preflight.ts")).preflight,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{ ...text("REVISION", "Up to where; head unless told"), optional: true }],
    },
  },
  docs: docs("Look for rows that would make pending revisions fail; exit 3 if there are some", [
    "preflight",
    "preflight heads",
    "preflight +1 --json",
  ]),
});
