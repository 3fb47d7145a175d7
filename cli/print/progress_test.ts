import assert from "node:assert/strict";
import type { RunEvent } from "@retort/core/run";
import { listenerFor } from "./progress.ts";
import { styleFor } from "./style.ts";

function lineOf(event: RunEvent): string {
  let text = "";
  const write = (part: string): void => void (text += part);
  const err = { write, terminal: false, coloured: false, style: styleFor(false) };
  const listener = listenerFor({ err }, {});
  listener?.(event);
  return text;
}

const retry = { kind: "lock-retry", reason: "timeout", attempt: 2, attempts: 10 } as const;

Deno.test("a wait for a lock names the table, who has it, and which try comes next", () => {
  const blocker = { session: "pid 812", who: "pg_dump", seconds: 1500, end: "…" };
  assert.equal(
    lineOf({ ...retry, tables: ["users"], blockers: [blocker] }),
    "waiting for users, held by pid 812 (pg_dump, 25 min): try 2 of 10\n",
  );
  const { seconds: _, ...unseen } = { ...blocker, state: "idle in transaction" };
  assert.equal(
    lineOf({ ...retry, tables: ["users", "orders"], blockers: [blocker, unseen] }),
    "waiting for users, orders, held by pid 812 (pg_dump, 25 min), " +
      "pid 812 (pg_dump, idle in transaction): try 2 of 10\n",
  );
});

Deno.test("a wait for a lock says no more than is known", () => {
  assert.equal(
    lineOf({ ...retry, tables: [], blockers: [] }),
    "waiting for a lock: try 2 of 10\n",
  );
  assert.equal(
    lineOf({ ...retry, reason: "deadlock", tables: ["users"], blockers: [] }),
    "deadlock over users: try 2 of 10\n",
  );
});
