import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { addressOf, targetOf } from "./url.ts";

Deno.test("addressOf() reads all parts", () => {
  const url =
    "mariadb+x://me%40here:p%40ss%2Fw%3Ard@[::1]:3307/my%20db?ssl=require&connect_timeout=3";
  assert.deepEqual(addressOf(url), {
    host: "::1",
    port: 3307,
    user: "me@here",
    password: "p@ss/w:rd",
    database: "my db",
    tls: "require",
    connectTimeout: 3,
  });
  assert.equal(targetOf(addressOf(url)), "me@here@[::1]:3307/my db");
  assert.equal(targetOf(addressOf("mysql:///shop")), "127.0.0.1:3306/shop");
  assert.equal(targetOf(addressOf("mysql://u@h/shop?socket=/run/m.sock")), "u@/run/m.sock/shop");
});

Deno.test("addressOf() asks the authority that is named", () => {
  const tls = (query: string) => addressOf(`mysql://h/d?${query}`).tls;
  assert.equal(tls("ssl-ca=ca.pem"), "verify-full");
  assert.equal(tls("ssl-mode=VERIFY_CA&ssl-ca=ca.pem"), "verify-ca");
  assert.equal(tls("charset=utf8mb4"), "disable");
});

Deno.test("addressOf() refuses what it can't use, never repeating the password", () => {
  const secret = "s3cr3t";
  const bad = [
    `mysql:me:${secret}`,
    `postgres://me:${secret}@h/d`,
    `mysql://me:${secret}@h`,
    `mysql://me:${secret}@h:port/d`,
    `mysql://me:${secret}%zz@h/d`,
    `mysql://me:${secret}@h/d?sll=require`,
    `mysql://me:${secret}@h/d?ssl=perhaps`,
    `mysql://me:${secret}@h/d?charset=latin1`,
    `mysql://me:${secret}@h/d?connect_timeout=soon`,
  ];
  for (const url of bad) {
    assert.throws(() => addressOf(url), (error) => {
      assert.ok(isRetortError(error) && error.code === "database/bad-url", url);
      assert.ok(!Deno.inspect(error).includes(secret), url);
      return true;
    });
  }
});
