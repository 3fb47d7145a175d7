/** A server that says what a test tells it to; not a test itself. */

/** What a fake server does once it has read the startup message. */
export type Script = (socket: Deno.Conn) => Promise<void>;

const encoder = new TextEncoder();

/** A message of the server: its letter and its body, the length put in between. */
export function message(letter: string, ...body: readonly (number | string)[]): Uint8Array {
  const bytes = body.flatMap((item) =>
    typeof item === "number" ? [item] : [...encoder.encode(item), 0]
  );
  const length = bytes.length + 4;
  return Uint8Array.from([
    letter.charCodeAt(0),
    ...[24, 16, 8, 0].map((shift) => (length >> shift) & 255),
    ...bytes,
  ]);
}

/** An error that ends the session. */
export function fatal(code: string, text: string): Uint8Array {
  return message("E", 83, "FATAL", 86, "FATAL", 67, code, 77, text, 0);
}

/** Runs a server on a free port; asked for TLS it answers `tls` first. */
export async function withFake(
  script: Script,
  work: (port: number) => Promise<void>,
  tls = "N",
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const sockets: Deno.Conn[] = [];
  const serve = async (): Promise<void> => {
    for await (const socket of listener) {
      sockets.push(socket);
      answer(socket, { script, tls }).catch(() => {});
    }
  };
  const serving = serve();
  try {
    await work(listener.addr.port);
  } finally {
    listener.close();
    for (const socket of sockets) {
      try {
        socket.close();
      } catch {
        // The script has closed it.
      }
    }
    await serving;
  }
}

async function answer(
  socket: Deno.Conn,
  { script, tls }: { readonly script: Script; readonly tls: string },
): Promise<void> {
  const buffer = new Uint8Array(4096);
  const size = await socket.read(buffer) ?? 0;
  const isTls = size === 8 && buffer[4] === 4 && buffer[5] === 210 && buffer[7] === 47;
  if (isTls) {
    await socket.write(encoder.encode(tls));
    if (await socket.read(buffer) === null) return;
    // What comes now is TLS, or a startup message after all.
    if (buffer[0] === 22) return socket.close();
  }
  await script(socket);
}
