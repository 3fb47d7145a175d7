import assert from "node:assert/strict";
import type { StatusReport } from "@retort/core/commands";
import { RetortError } from "@retort/core/errors";
import { statusText, unmanagedTalk } from "./drift.ts";
import { eventsText } from "./text.ts";

const here: StatusReport = {
  target: "app.db",
  exists: true,
  rows: ["a1"],
  unknown: [],
  pending: [],
  half: [],
  edits: [],
  code: [],
  drift: [],
  unmanaged: [],
  record: { state: "current" },
};

Deno.test("an upgrade is named where it makes the database, and not for a server", () => {
  const missing = { ...here, exists: false, rows: [], pending: ["a1"] };
  assert.equal(
    statusText(missing),
    'app.db does not exist yet\nnext: run "retort upgrade heads"\n',
  );
  assert.equal(
    statusText({ ...missing, target: "app@db:5432/shop" }),
    "app@db:5432/shop does not exist yet\n" +
      "next: create the database on the server, or check the URL\n",
  );
});

Deno.test("a lock whose holder is gone keeps nobody out", () => {
  const lock = { holder: "pid 7", since: "2026-11-22T12:00:00Z" };
  const line = "app.db is at a1\npid 7 has had the lock since 2026-11-22T12:00:00Z";
  assert.equal(statusText({ ...here, lock: { ...lock, alive: true } }), `${line}\n`);
  assert.equal(
    statusText({ ...here, lock: { ...lock, alive: false } }),
    `${line}; its session is gone, so the next run takes over\n`,
  );
});

Deno.test("a way on can be typed as it stands, whatever a name has in it", () => {
  const odd = { object: "index a b's", name: "a b's", state: "missing", recorded: "op" } as const;
  assert.match(
    statusText({ ...here, drift: [odd] }),
    /^next: "retort heal --only 'a b'\\''s'" brings back/m,
  );
});

Deno.test("what a half-done revision made is not said to be made by none", () => {
  const unmanaged = [{ noun: "table", name: "mine" }] as const;
  assert.equal(
    unmanagedTalk({ unmanaged, half: [] }),
    "left alone, as no revision made it: table mine",
  );
  const half = [{ revision: "b2", direction: "upgrade", steps: [] }] as const;
  assert.equal(unmanagedTalk({ unmanaged, half }), "");
});

Deno.test("a step at which a person stopped a run has not failed", () => {
  const steps = [
    { step: 1, op: "create table t", state: "done", done: 1 },
    { step: 2, op: "create table u", state: "stopped", done: 0 },
  ] as const;
  const half = { revision: "b2", direction: "upgrade", steps };
  assert.equal(
    statusText({ ...here, half: [half], record: { state: "absent" } }),
    "app.db is at a1\nThe upgrade of b2 stopped half-way\n" +
      "  committed: create table t\n  stopped at: create table u\n" +
      "The schema is not recorded yet, so drift cannot be told; the next run records it\n" +
      'next: "retort repair" shows the ways on\n',
  );
  const { message, hint = "" } = new RetortError("run/half-done", { half });
  assert.match(message, /"create table t" is committed, it was stopped at "create table u"$/);
  assert.doesNotMatch(hint, /corrected/);
  const event = {
    event: "failed",
    direction: "upgrade",
    revision: "b2",
    at: "2026-11-22T12:00:00Z",
    tool: "0",
  };
  const told = (error: string): string =>
    eventsText({ target: "app.db", exists: true, events: [{ ...event, error }] });
  assert.match(told("run/aborted: The upgrade was stopped"), /^upgrade stopped b2, /);
  assert.match(told("run/op-failed: No"), /^upgrade failed b2, /);
});

Deno.test("what a user may not see is named, and no way on is shown for it", () => {
  assert.equal(
    statusText({ ...here, unseen: ["trigger stamped", "table users"] }),
    "app.db is at a1\n" +
      "Nothing can be told of what this user may not see: trigger stamped, table users\n",
  );
});

Deno.test("rows that others include are told, with what corrects them", () => {
  assert.equal(
    statusText({ ...here, rows: ["a1", "b2"], redundant: ["a1"] }),
    "app.db is at a1, b2\n" +
      "The version table is redundant: what others of its rows include is a1\n" +
      'next: "retort stamp --purge b2" corrects it\n',
  );
});
