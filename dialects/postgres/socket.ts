/**
 * The socket of a connection: one, and never another.
 *
 * @module
 */
// deno-lint-ignore layering/imports -- a type only
import type { Socket } from "node:net";
import { closed, type LinkState } from "./link.ts";
import type { Address } from "./url.ts";

/** The one socket of a connection; asked for another one, there is none. */
export async function openSocket(
  { host, port, socket }: Address,
  { seconds, state }: { readonly seconds: number; readonly state: LinkState },
): Promise<Socket> {
  if (state.begun) throw closed();
  state.begun = true;
  // deno-lint-ignore layering/imports -- the driver opens sockets again and again, without an end
  const { connect } = await import("node:net");
  return await new Promise((resolve, reject) => {
    const found = connect(socket ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    const timer = setTimeout(() => {
      found.destroy();
      reject(Object.assign(new Error("timeout"), { code: "CONNECT_TIMEOUT" }));
    }, seconds * 1000);
    found.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    found.once("connect", () => {
      clearTimeout(timer);
      found.removeAllListeners();
      // TLS asks the certificate for this name.
      resolve(Object.assign(found, { host, port }));
    });
  });
}
