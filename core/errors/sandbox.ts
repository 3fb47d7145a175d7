/**
 * Errors of revisions in a sandbox.
 *
 * @module
 */
import type { Catalog } from "./catalog.ts";

/** The data of each error of the sandbox. */
export interface SandboxErrors {
  /** Deno was not told that workers may have rights of their own. */
  "sandbox/not-enabled": { readonly manifest: string };
  /** A revision holds what the sandbox does not run. */
  "sandbox/refused": { readonly path: string; readonly what: string };
  /** Code in the sandbox gave no sign of life. */
  "sandbox/silent": { readonly path: string; readonly milliseconds: number };
  /** Code in the sandbox ended where it must not. */
  "sandbox/ended": { readonly path: string; readonly problem: string };
}

/** The words for each error of the sandbox. */
export const sandboxErrors: Catalog<SandboxErrors> = {
  "sandbox/not-enabled": {
    exit: 2,
    message: ({ manifest }) =>
      `The sandbox needs workers with rights of their own, and ${manifest} does not enable them`,
    hint: ({ manifest }) => `add "unstable": ["worker-options"] to ${manifest}`,
  },
  "sandbox/refused": {
    exit: 1,
    message: ({ path, what }) => `The sandbox does not run ${path}: ${what}`,
    hint: () => "write it without that; only sandbox = false in the config file runs it as it is",
  },
  "sandbox/silent": {
    exit: 1,
    message: ({ path, milliseconds }) =>
      `Code of ${path} gave no sign of life for ${milliseconds} ms in the sandbox and was ended`,
    hint: () => "if it has to think for longer, say sandbox_timeout = 10m in the config file",
  },
  "sandbox/ended": {
    exit: 1,
    message: ({ path, problem }) => `Code of ${path} was ended in the sandbox: ${problem}`,
    hint: ({ path }) => `correct ${path}`,
  },
};
