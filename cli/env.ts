/**
 * Environment variables, read one by one so that each needs only its own permission, and files that
 * are only a convenience.
 *
 * @module
 */

/** The value of a variable that the user counts on; Deno refuses or asks if it may not be read. */
export function variable(name: string): string | undefined {
  return Deno.env.get(name);
}

/** The value of a variable that is only a convenience; never asks for the right to know it. */
export function allowedVariable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) || undefined : undefined;
}

/** Whether a variable that is only a convenience is set; never asks for the right to know. */
export function flagVariable(name: string): boolean {
  return allowedVariable(name) !== undefined;
}

/** The text of a file that is only a convenience; never asks for the right to read it. */
export function allowedText(path: string): string | undefined {
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return undefined;
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}
