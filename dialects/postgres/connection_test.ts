import assert from "node:assert/strict";
import { type Link, PostgresConnection } from "./connection.ts";

/** What was sent to a server that answers everything, and says that a transaction is open. */
async function sentFor(sql: string): Promise<readonly string[]> {
  const sent: string[] = [];
  const link: Link = {
    state: { lost: false },
    send(text) {
      sent.push(text);
      return Promise.resolve(Object.assign([{ open: true }], { command: "SELECT", count: 1 }));
    },
    end: () => Promise.resolve(),
  };
  const server = { dialect: "postgres", flavour: "postgres", version: "15.0", target: "d" };
  await new PostgresConnection(link, server).execute({ sql });
  return sent;
}

const question = "SELECT now() <> statement_timestamp() AS open";

Deno.test("the server is asked whether a transaction is open behind SQL that may have begun one", async () => {
  const texts = [
    "select 1; begin",
    "create table t (a int); commit; select 1",
    "select 'a'; commit",
    `select "a"; rollback`,
    "select $$a$$; commit",
    "select 1 -- a ' in a comment\n; commit",
    "select E'it\\'s'; commit; select 'more'",
  ];
  for (const text of texts) assert.deepEqual(await sentFor(text), [text, question], text);
});

Deno.test("one statement takes one flight, whatever its texts hold", async () => {
  const texts = [
    "insert into h values (case when true then 'a; b' end)",
    "insert into h values ('import x;\nexport const end = 1;\ncommit')",
    "do $$ begin perform 1; end $$",
    "do $body$ begin perform 1; end $body$",
    `comment on table "a; begin" is 'it''s; begin'`,
    "select 1 /* a; begin */",
    "select 1; select 2",
    "commit;",
  ];
  for (const text of texts) assert.deepEqual(await sentFor(text), [text], text);
});
