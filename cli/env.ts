/**
 * Environment variables, read one by one so that each needs only its own permission.
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
