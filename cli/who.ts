/**
 * Who runs a command, for others that wait for it and for the history.
 *
 * @module
 */
import { allowedText, allowedVariable } from "./env.ts";

/** As much as this process may know: `ana on web-3, pid 4711`. */
export function whoami(): string {
  const user = allowedVariable("USER") ?? allowedVariable("USERNAME");
  const host = hostname();
  const place = host === undefined ? "" : ` on ${host}`;
  const who = user === undefined ? `pid ${Deno.pid}${place}` : `${user}${place}, pid ${Deno.pid}`;
  return who.slice(0, 255);
}

/** The name of the machine, where it may be asked. */
function hostname(): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "hostname" });
  return state === "granted" ? Deno.hostname() : allowedVariable("HOSTNAME");
}

/** The commit of the sources: `$RETORT_COMMIT`, else what git has checked out in this folder. */
export function findCommit(): string | undefined {
  const told = allowedVariable("RETORT_COMMIT");
  if (told !== undefined) return told.slice(0, 64);
  const head = allowedText(".git/HEAD")?.trim();
  const name = head?.startsWith("ref: ") ? head.slice("ref: ".length) : undefined;
  if (name === undefined) return head?.slice(0, 64);
  const packed = new RegExp(`^([0-9a-f]{40,64}) ${name.replaceAll(/[^\\w/]/g, "\\$&")}$`, "m");
  const found = allowedText(`.git/${name}`)?.trim() ??
    packed.exec(allowedText(".git/packed-refs") ?? "")?.[1];
  return found?.slice(0, 64);
}
