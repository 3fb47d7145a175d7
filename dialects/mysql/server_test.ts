import assert from "node:assert/strict";
import { readVersion, sessionMode } from "./server.ts";

Deno.test("readVersion() tells the products and their versions apart", () => {
  const read = (text: string): string => Object.values(readVersion(text)).join(" | ");
  assert.equal(read("10.11.19-MariaDB-0+deb12u1"), "mariadb | 10.11.19");
  assert.equal(read("5.5.5-10.6.12-MariaDB"), "mariadb | 10.6.12");
  assert.equal(read("8.4.2"), "mysql | 8.4.2");
  assert.match(read("10.4.30-MariaDB"), /MariaDB 10\.4\.30 is too old; 10\.5 is the oldest/);
  assert.match(read("5.7.44-log"), /MySQL 5\.7\.44 is too old; 8\.0 is the oldest/);
});

Deno.test("sessionMode() takes away the mode in which backslashes are plain", () => {
  assert.equal(sessionMode("STRICT_TRANS_TABLES,ANSI_QUOTES"), undefined);
  assert.equal(sessionMode("NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES"), "STRICT_ALL_TABLES");
  assert.equal(sessionMode(""), undefined);
});
