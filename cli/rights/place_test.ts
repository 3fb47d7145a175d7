import assert from "node:assert/strict";
import { placeOf } from "./place.ts";

Deno.test("placeOf() knows the file of an SQLite URL", () => {
  const file = (path: string) => ({ read: [path], write: [path] });
  assert.deepEqual(placeOf("sqlite:app.db"), file("app.db"));
  assert.deepEqual(placeOf("sqlite:///data/a%20b.db"), file("/data/a b.db"));
  assert.deepEqual(placeOf("sqlite::memory:"), {});
});

Deno.test("placeOf() knows host and port, given or usual, and IPv6", () => {
  const net = (url: string) => placeOf(url)?.net;
  assert.deepEqual(net("postgres://app@db/shop"), ["db:5432"]);
  assert.deepEqual(net("postgresql://app:x@db:6000/shop?sslmode=require"), ["db:6000"]);
  assert.deepEqual(net("postgres:///shop?host=db&port=7000"), ["db:7000"]);
  assert.deepEqual(net("mariadb://root@[::1]/shop"), ["[::1]:3306"]);
  assert.deepEqual(net("mysql+x://root@db/shop"), ["db:3306"]);
});

Deno.test("placeOf() gives a socket all that Deno asks for", () => {
  assert.deepEqual(placeOf("postgres://app:x@/shop?host=/run/pg"), {
    net: ["unix:/run/pg/.s.PGSQL.5432"],
    read: ["/run/pg/.s.PGSQL.5432"],
    write: ["/run/pg/.s.PGSQL.5432"],
    ignoreEnv: true,
  });
  assert.deepEqual(placeOf("mysql://root@localhost/shop?socket=/run/my.sock")?.net, [
    "unix:/run/my.sock",
  ]);
});

Deno.test("placeOf() names the file of an authority and the variable of a password", () => {
  assert.deepEqual(placeOf("mysql://root@db/shop?ssl-ca=ca.pem")?.read, ["ca.pem"]);
  assert.deepEqual(placeOf("postgres://app@db/shop")?.env, ["PGPASSWORD"]);
  assert.equal(placeOf("postgres://app:x@db/shop")?.env, undefined);
  assert.equal(placeOf("duckdb:app.db"), undefined);
});
