import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "@retort/core/errors";
import { refuseOld } from "./greeting.ts";
import { fatal, message, type Script, withFake } from "./fake_server_test.ts";
import { postgres } from "./mod.ts";

const password = "s3cret/Pässword";
const encoded = encodeURIComponent(password);

/** The error of opening a URL, which says the password nowhere. */
async function failure(url: string, timeout = 2000): Promise<RetortError> {
  try {
    const db = await postgres.connect?.(url, { timeout });
    await db?.close();
  } catch (error) {
    assert.ok(isRetortError(error), String(error));
    const all = Deno.inspect(error, { depth: 20, showHidden: true, getters: true }) +
      JSON.stringify(error) + error.stack + error.hint;
    assert.ok(!all.includes(password) && !all.includes(encoded), `the password is told: ${all}`);
    return error;
  }
  throw new Error("it was opened");
}

function urlOf(port: number, rest = ""): string {
  return `postgresql://app:${encoded}@127.0.0.1:${port}/shop${rest}`;
}

async function fakeFailure(script: Script, rest = "", tls = "N"): Promise<RetortError> {
  let found: RetortError | undefined;
  await withFake(script, async (port) => {
    found = await failure(urlOf(port, rest), 1000);
    const { target } = found.data as { readonly target: string };
    assert.equal(target, `app@127.0.0.1:${port}/shop`);
  }, tls);
  assert.ok(found);
  return found;
}

function problem(error: RetortError): string {
  assert.equal(error.code, "database/cannot-open");
  return (error.data as { readonly problem: string }).problem;
}

Deno.test("connect() tells of a wrong password", async () => {
  const error = await fakeFailure(async (socket) => {
    await socket.write(message("R", 0, 0, 0, 3));
    await socket.read(new Uint8Array(1024));
    await socket.write(fatal("28P01", 'password authentication failed for user "app"'));
    socket.close();
  });
  assert.equal(problem(error), 'password authentication failed for user "app" (28P01)');
  const hint = "check the user and the password in the URL, or in PGPASSWORD where it has none";
  assert.equal(error.hint, hint);
});

Deno.test("connect() tells of a database that does not exist", async () => {
  const error = await fakeFailure(async (socket) => {
    await socket.write(fatal("3D000", 'database "shop" does not exist'));
    socket.close();
  });
  assert.equal(error.code, "database/missing");
});

Deno.test("connect() tells of a server that lets nobody in", async () => {
  const error = await fakeFailure(async (socket) => {
    await socket.write(fatal("53300", "sorry, too many clients already"));
    socket.close();
  });
  assert.equal(problem(error), "sorry, too many clients already (53300)");
});

Deno.test("connect() tells of a server that closes the connection", async () => {
  const error = await fakeFailure((socket) => Promise.resolve(socket.close()));
  assert.match(problem(error), /closed the connection|no answer/);
});

Deno.test("connect() waits no longer than it is told", async () => {
  const error = await fakeFailure(() => new Promise(() => {}));
  assert.equal(problem(error), "no answer within 1 s");
  assert.match(error.hint ?? "", /^check the host and the port in the URL/);
});

Deno.test("connect() tells of a server without TLS where it is required", async () => {
  for (const mode of ["require", "verify-full", "verify-ca"]) {
    const error = await fakeFailure(() => Promise.resolve(), `?sslmode=${mode}`);
    assert.match(problem(error), /^TLS failed|^the server closed/, mode);
  }
});

Deno.test("connect() tells of a server that nobody runs", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  assert.equal(problem(await failure(urlOf(port))), "nothing listens there");
});

Deno.test("connect() tells of a host that is not known", async () => {
  const url = `postgresql://app:${encoded}@nowhere.invalid/shop`;
  assert.match(problem(await failure(url)), /not known/);
});

Deno.test("connect() tells of a socket that is not there", async () => {
  const url = `postgresql://app:${encoded}@/shop?host=/nowhere`;
  assert.equal(problem(await failure(url)), "there is no such socket");
});

Deno.test("connect() refuses URLs without telling them", async () => {
  const bad = [
    `mysql://app:${encoded}@h/d`,
    `postgresql://app:${encoded}@h:99999999/d`,
    `postgresql://app:${encoded}@h/d?sslmode=maybe`,
    `postgresql://app:${encoded}@h/d?schema=public`,
    `postgresql://app:${encoded}@h h/d`,
    `postgresql://app:${encoded}%@h/d`,
  ];
  for (const url of bad) assert.equal((await failure(url)).code, "database/bad-url", url);
});

Deno.test("refuseOld() refuses servers before 12", () => {
  refuseOld({ version: "12.0", number: 120000 }, "app@h:5432/shop");
  const data = {
    target: "app@h:5432/shop",
    problem: "the server is PostgreSQL 11.22; 12 is the oldest that is supported",
  };
  assert.throws(() => refuseOld({ version: "11.22", number: 110022 }, data.target), { data });
});
