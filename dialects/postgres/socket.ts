/**
 * The socket of a connection: one, and never another.
 *
 * @module
 */
// deno-lint-ignore layering/imports -- a type only
import type { Socket } from "node:net";
import type { Address } from "./url.ts";

/** The session that was opened: the driver would open another one by itself when it is gone. */
export interface LinkState {
  /** Whether its socket was asked for. */
  begun: boolean;
  /** Whether it is gone. */
  lost: boolean;
}

/** The one socket of a connection; asked for another one, there is none. */
export async function openSocket(
  { host, port, socket }: Address,
  { seconds, state }: { readonly seconds: number; readonly state: LinkState },
): Promise<Socket> {
  if (state.begun) throw Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" });
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
