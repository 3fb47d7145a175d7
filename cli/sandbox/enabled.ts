/**
 * Whether Deno was told that workers may have rights of their own.
 *
 * Deno ends the whole program where it was not, with a message of its own and before anything can be
 * caught, and has no way to ask. So the file that tells it is looked at.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { allowedText } from "../env.ts";
import { dirname, join, shown } from "../paths.ts";

/**
 * Refuses to go on where the nearest `deno.json` does not speak of it; where none may be read, Deno is
 * left to say so itself.
 *
 * @throws {RetortError} `sandbox/not-enabled`.
 */
export function refuseDisabled(): void {
  for (let folder = Deno.cwd();; folder = dirname(folder)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const text = allowedText(join(folder, name));
      if (text === undefined) continue;
      if (text.includes("worker-options")) return;
      throw new RetortError("sandbox/not-enabled", { manifest: shown(join(folder, name)) });
    }
    if (folder === "" || folder === dirname(folder)) return;
  }
}
