/**
 * Who runs a command, for others that wait for it and for the history.
 *
 * @module
 */
import { allowedVariable } from "./env.ts";

/** As much as this process may know: `ana on web-3, pid 4711`. */
export function whoami(): string {
  const user = allowedVariable("USER") ?? allowedVariable("USERNAME");
  const host = hostname();
  const place = host === undefined ? "" : ` on ${host}`;
  return `${user ?? "someone"}${place}, pid ${Deno.pid}`.slice(0, 255);
}

/** The name of the machine, where it may be asked. */
function hostname(): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "hostname" });
  return state === "granted" ? Deno.hostname() : allowedVariable("HOSTNAME");
}
