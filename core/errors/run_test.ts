import assert from "node:assert/strict";
import { RetortError } from "./mod.ts";

Deno.test("many pending revisions are counted, and the last of them named", () => {
  const lacks = (pending: readonly string[]): string =>
    new RetortError("run/not-at-head", { rows: ["a"], heads: ["h"], pending }).message;
  const before = 'The database stands at "a", not at "h"; it lacks ';
  assert.equal(lacks(["g", "h"]), `${before}"g" and "h"`);
  assert.equal(
    lacks(["b", "c", "d", "e", "f", "g", "h"]),
    `${before}7 revisions ("f", "g" and "h" last)`,
  );
});

Deno.test("who lost the connection is not sent to correct an op", () => {
  const sql = "alter table users add column age integer";
  const hintOf = (code: string): string | undefined =>
    new RetortError("database/statement-failed", { sql, problem: "no", code }).hint;
  const failed = (code: string): string | undefined =>
    new RetortError("run/op-failed", {
      ...{ revision: "a", direction: "upgrade", op: "add column users.age", problem: "no" },
      ...{ code, done: [], kept: [] },
    }).hint;
  for (const code of ["57P01", "08006", "CONNECTION_CLOSED", "PROTOCOL_CONNECTION_LOST", "EPIPE"]) {
    assert.equal(
      hintOf(code),
      "see that the server can be reached and run the same command again",
    );
    assert.equal(
      failed(code),
      'nothing of "a" was kept; see that the server can be reached and run the command again',
    );
  }
  assert.equal(hintOf("42703"), "correct the op and run the same command again");
  assert.equal(failed("42703"), 'nothing of "a" was kept; correct it and run the command again');
});

Deno.test("what the database cannot do is said with what to do instead", () => {
  const about = { revision: "b2", direction: "upgrade", op: "x", done: [], kept: [] } as const;
  const failed = (more: { readonly scratch?: string }): string | undefined =>
    new RetortError("run/op-failed", { ...about, problem: "no", instead: "name it", ...more }).hint;
  assert.equal(failed({}), 'nothing of "b2" was kept; name it; then run the command again');
  assert.match(failed({ scratch: "s" }) ?? "", /not touched; name it; then run the command again$/);
});

Deno.test("what no revision is to blame for is not to be corrected there", () => {
  const about = { revision: "b2", direction: "upgrade", op: "x", done: [], kept: [] } as const;
  const hint = (code?: string): string | undefined =>
    new RetortError("run/op-failed", { ...about, problem: "no", ...(code ? { code } : {}) }).hint;
  assert.match(hint("23505") ?? "", /; correct it and run the command again$/);
  assert.match(hint() ?? "", /; correct it and run the command again$/);
  for (const code of ["SQLITE_FULL", "53100", "1021 HY000"]) {
    assert.match(hint(code) ?? "", /; make room on the disk of the database and run the command/);
    const data = { sql: "COMMIT", problem: "full", code };
    const { hint: next } = new RetortError("database/statement-failed", data);
    assert.equal(next, "make room on the disk of the database and run the same command again");
  }
  for (const code of ["25006", "1290 HY000", "1792 25006"]) {
    assert.match(hint(code) ?? "", /; see that the URL names a server that takes writes and run/);
  }
  for (const code of ["40001", "40P01", "1213 40001"]) {
    assert.equal(
      hint(code),
      'nothing of "b2" was kept; it was given up for the sake of another transaction and need not ' +
        "be corrected: let that one end and run the command again",
    );
  }
  assert.match(hint("42501") ?? "", /; give the user of the URL that right and run the command/);
});
