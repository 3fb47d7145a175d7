import assert from "node:assert/strict";
import { reveal, secret } from "@retort/core/secret";
import { again, connectionFlags } from "./again.ts";

Deno.test("connectionFlags() finds flags in all their forms", () => {
  const found = (...args: string[]): unknown => connectionFlags(args);
  assert.deepEqual(found("-n", "two", "upgrade", "head"), { name: "two" });
  const { name, url } = connectionFlags(["upgrade", "-ntwo", "head", "--url=sqlite:a.db"]);
  assert.deepEqual([name, url && reveal(url)], ["two", "sqlite:a.db"]);
  assert.deepEqual(found("upgrade", "-c", "a b.ini", "head"), { config: "a b.ini" });
  assert.deepEqual(found("current", "-c", "--config", "x.ini"), { config: "x.ini" });
  assert.deepEqual(found("show", "--", "-n", "two"), {});
});

Deno.test("again() puts flags behind commands and never a password", () => {
  assert.equal(
    again("if that is right: retort downgrade base --allow-loss t1", { name: "two" }),
    "if that is right: retort downgrade -n two base --allow-loss t1",
  );
  assert.equal(
    again('run "retort upgrade head" first', { config: "a b.ini", url: secret("sqlite:x.db") }),
    `run "retort upgrade --config 'a b.ini' --url sqlite:x.db head" first`,
  );
  assert.equal(
    again("retort upgrade head", { url: secret("postgres://ann:secret@host/db") }),
    "retort upgrade --url URL head",
  );
  assert.equal(
    again("retort upgrade head", { url: secret("postgres://host/db?password=secret") }),
    "retort upgrade --url URL head",
  );
  assert.equal(
    again('"retort repair a1 --mark-done", then "retort status" or "retort plan"', { name: "two" }),
    '"retort repair -n two a1 --mark-done", then "retort status -n two" or "retort plan -n two"',
  );
  assert.equal(
    again("the tables that retort keeps", { name: "two" }),
    "the tables that retort keeps",
  );
  assert.equal(again('"retort init migrations"', { name: "two" }), '"retort init migrations"');
});
