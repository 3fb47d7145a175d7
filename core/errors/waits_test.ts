import assert from "node:assert/strict";
import { RetortError } from "./mod.ts";
import { span } from "./waits.ts";

const blocker = { session: "pid 812", who: "pg_dump", seconds: 1500, end: "SELECT 1" };
const data = {
  revision: "b2",
  direction: "upgrade",
  op: "add column users.age",
  tables: ["users"],
  timeout: 3_000,
  tries: 10,
  blockers: [blocker],
  done: ["a1"],
  kept: [],
} as const;

Deno.test("times are told at a glance", () => {
  const times = [300, 3_000, 3_250, 45_000, 119_000, 1_500_000, 11_000_000];
  assert.deepEqual(
    times.map(span),
    ["300 ms", "3 s", "3.3 s", "45 s", "119 s", "25 min", "3 h"],
  );
});

Deno.test("a lock that could not be had: who has it, what was kept, what to type", () => {
  const { message, hint, exit } = new RetortError("run/lock-timeout", data);
  assert.equal(
    message,
    'The upgrade of revision "b2" did not get the lock of users for "add column users.age" ' +
      "within 3 s, in 10 tries; held by pid 812 (pg_dump, 25 min)",
  );
  assert.equal(
    hint,
    'nothing of "b2" was kept; "a1" before it is done; run the command again when pid 812 has ' +
      'ended ("SELECT 1" ends it), or with --lock-timeout 0 to wait as long as it takes',
  );
  assert.equal(exit, 1);
});

Deno.test("a lock that could not be had: what is committed is said, and why there was one try", () => {
  const once = { ...data, tries: 1, once: 'run "fill"', kept: ["create table log"], blockers: [] };
  const { message, hint } = new RetortError("run/lock-timeout", once);
  assert.match(
    message,
    /within 3 s, and is not tried again by itself, since run "fill" had begun$/,
  );
  assert.match(
    String(hint),
    /^"create table log" is committed and will not be run again; .*when the other transaction has/,
  );
});

Deno.test("a lock of retort's own tables that could not be had is the run's", () => {
  const own = { tables: [], timeout: 0, tries: 1, blockers: [], done: [], kept: [] };
  const { message, hint } = new RetortError("run/lock-timeout", own);
  assert.equal(message, "The run did not get a lock, in 1 try");
  assert.match(String(hint), /^run the command again when/);
});
