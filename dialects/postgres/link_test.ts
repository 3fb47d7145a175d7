import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { message, withFake } from "./fake_server_test.ts";
import { answered, lose, newLink } from "./link.ts";

import { postgres } from "./mod.ts";

/** A column of text, and its value as a row has it. */
function field(name: string): (number | string)[] {
  return [name, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0];
}

function value(text: string): number[] {
  return [0, 0, 0, text.length, ...new TextEncoder().encode(text)];
}

const greeting = { version: "13.4", number: "130004", user: "app", database: "shop", set: "on" };

/** Lets a client in and tells it who this is. */
async function greet(socket: Deno.Conn): Promise<void> {
  await socket.write(message("R", 0, 0, 0, 0));
  await socket.write(message("Z", 73));
  await socket.read(new Uint8Array(4096));
  const names = Object.keys(greeting);
  await socket.write(message("T", 0, names.length, ...names.flatMap(field)));
  await socket.write(message("D", 0, names.length, ...Object.values(greeting).flatMap(value)));
  await socket.write(message("C", "SELECT 1"));
  await socket.write(message("Z", 73));
}

Deno.test("a session that the server resets ends every statement that waits for it", async () => {
  // What is sent in the short time between the reset and the end of the socket has no answer.
  for (let round = 0; round < 20; round++) {
    await withFake(async (socket) => {
      await greet(socket);
      await new Promise((resolve) => setTimeout(resolve, 5));
      // The statement stays unread, which makes it a reset.
      socket.close();
    }, async (port) => {
      const db = await postgres.connect?.(`postgresql://app@127.0.0.1:${port}/shop`);
      assert.ok(db);
      const work = db.transaction(() => db.execute({ sql: "CREATE TABLE t (a int)" }));
      await assert.rejects(work, (error) => isRetortError(error));
      await assert.rejects(db.query({ sql: "SELECT 1" }), /connection to the server was lost/);
      await db.close();
    });
  }
});

Deno.test("answered() gives what comes, and what went wrong", async () => {
  const link = newLink();
  assert.equal(await answered(link, Promise.resolve(1)), 1);
  await assert.rejects(answered(link, Promise.reject(new Error("no"))), /no/);
  assert.equal(link.waiting.size, 0);
});

Deno.test("what waits for a session that is lost is told, and not before the driver's own words", async () => {
  const link = newLink();
  const silent = answered(link, new Promise<never>(() => {}));
  const own = answered(link, Promise.reject(new Error("own words")));
  lose(link);
  await Promise.all([
    assert.rejects(silent, { code: "CONNECTION_CLOSED" }),
    assert.rejects(own, /own words/),
  ]);
  assert.equal(link.waiting.size, 0);
});
