import assert from "node:assert/strict";
import { addressOf, targetOf } from "./url.ts";

Deno.test("addressOf() reads all parts of a URL", () => {
  assert.deepEqual(
    addressOf("postgresql://a%40b:p%2Fw@db.example:6543/my%20db?sslmode=require&connect_timeout=3"),
    {
      host: "db.example",
      port: 6543,
      socket: false,
      user: "a@b",
      password: "p/w",
      database: "my db",
      ssl: "require",
      timeout: 3,
      settings: {},
    },
  );
});

Deno.test("addressOf() takes libpq's parameters and leaves others alone", () => {
  const { settings, ssl } = addressOf("postgres://h/d?application_name=x&channel_binding=prefer");
  assert.deepEqual(settings, { application_name: "x" });
  assert.equal(ssl, "prefer");
  const socket = addressOf("postgresql:///d?host=/run/postgresql&port=5433&user=u");
  assert.equal(targetOf(socket), "u@/run/postgresql/d");
  assert.deepEqual([socket.socket, socket.port, socket.ssl], [true, 5433, "disable"]);
});

Deno.test("targetOf() never tells a password", () => {
  const targets: readonly (readonly [string, string])[] = [
    ["postgresql://u:p@h/d", "u@h:5432/d"],
    ["postgresql://u:p@h", "u@h:5432/u"],
    ["postgresql://h", "h:5432"],
    ["postgresql://u:p@[::1]:99/d", "u@[::1]:99/d"],
    ["postgresql://u@/d", "u@localhost:5432/d"],
    ["postgresql:///d", "localhost:5432/d"],
    ["postgresql://", "localhost:5432"],
  ];
  for (const [url, target] of targets) assert.equal(targetOf(addressOf(url)), target, url);
});
