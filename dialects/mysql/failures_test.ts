import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "@retort/core/errors";
import { openFailure, positionOf, statementFailure } from "./failures.ts";

const server = (errno: number, sqlState: string, sqlMessage: string): Error =>
  Object.assign(new Error(sqlMessage), { errno, sqlState, sqlMessage, code: "ER_X" });

function shown(error: unknown): string {
  assert.ok(isRetortError(error));
  return `${error.code}: ${error.message}`;
}

Deno.test("positionOf() finds the place that the server names", () => {
  const text = "You have an error; check the manual near 'b c' at line 2";
  assert.equal(positionOf(text, "a\n b c"), 3);
  assert.equal(positionOf("near '' at line 1", "select"), 6);
  assert.equal(positionOf("near 'x' at line 1", "select"), undefined);
  assert.equal(positionOf("no such thing", "select"), undefined);
});

Deno.test("statementFailure() keeps the server's words and code", () => {
  const place = { target: "h:1/d", seconds: 3 };
  const failed = (error: unknown) => shown(statementFailure(error, { sql: "select 1" }, place));
  assert.equal(
    failed(server(1146, "42S02", "Table 'd.t' doesn't exist")),
    "database/statement-failed: The database refused (1146 42S02): Table 'd.t' doesn't exist",
  );
  assert.match(failed(server(1205, "HY000", "Lock wait timeout")), /^database\/locked/);
  const lost = Object.assign(new Error("Connection lost"), { code: "PROTOCOL_CONNECTION_LOST" });
  assert.match(failed(lost), /PROTOCOL_CONNECTION_LOST/);
});

Deno.test("openFailure() says why in words", () => {
  const failed = (error: unknown) => shown(openFailure(error, "me@h:3306/d"));
  assert.match(
    failed(server(1049, "42000", "Unknown database")),
    /^database\/missing.*me@h:3306\/d/,
  );
  assert.match(failed(server(1045, "28000", "Access denied")), /Access denied \(1045 28000\)/);
  const refused = openFailure(server(1045, "28000", "Access denied"), "me@h:3306/d");
  assert.equal((refused as RetortError).hint, "check the user and the password in the URL");
  const down = { errors: [Object.assign(new Error("connect"), { code: "ECONNREFUSED" })] };
  assert.match(failed(Object.assign(new Error("all"), down)), /nothing answers there/);
  const tls = Object.assign(new Error("self-signed certificate"), { code: "HANDSHAKE_SSL_ERROR" });
  assert.match(failed(tls), /TLS failed: self-signed certificate/);
  const denied = Object.assign(new Error("Requires net access"), { name: "NotCapable" });
  assert.match(failed(denied), /requires net access/);
  const kept = openFailure(denied, "h") as Error;
  assert.equal(kept.cause, denied, "the command line finds the flag to add");
});
