/**
 * The files and the import map of the project that this runs in.
 *
 * @module
 */
import type { Reach } from "./imports.ts";

/** Reads files of this machine, and resolves specifiers by the import map that is in force. */
export const localReach: Reach = {
  read: (path) => {
    try {
      return Deno.readTextFileSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) throw error;
      return undefined;
    }
  },
  resolve: (specifier) => {
    // Packages have their code from where Deno keeps it; only files of the project are asked for.
    if (/^(?:@retort\/|[a-z]+:)/.test(specifier)) return undefined;
    try {
      return import.meta.resolve(specifier);
    } catch {
      return undefined;
    }
  },
};
