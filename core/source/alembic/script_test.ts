import assert from "node:assert/strict";
import { scriptSections } from "./script.ts";
import { scriptStatements } from "./statements.ts";

const cases: readonly (readonly [string, string, readonly string[], boolean?])[] = [
  ["plain ones", "a;\n\nb;", ["a", "b"]],
  ["the last without an end", "a; b", ["a", "b"]],
  ["strings", "select ';''; -- x'; b;", ["select ';''; -- x'", "b"]],
  ["names", 'select ";", `a;b`; b', ['select ";", `a;b`', "b"]],
  ["comments", "-- a; b\nc /* ; */ d; -- only this;\n", ["-- a; b\nc /* ; */ d"]],
  ["dollar quotes", "do $$ begin; end; $$; do $x$ $$; $x$; b", [
    "do $$ begin; end; $$",
    "do $x$ $$; $x$",
    "b",
  ]],
  ["strings with escapes", String.raw`select E'\';'; b`, [String.raw`select E'\';'`, "b"]],
  ["a backslash of standard SQL", String.raw`select '\'; b`, [String.raw`select '\'`, "b"]],
  ["a backslash of MySQL", String.raw`select '\';'; b`, [String.raw`select '\';'`, "b"], true],
  [
    "a trigger of SQLite",
    "create trigger t after insert on a begin b; select case when 1 then 2 end; end; c",
    [
      "create trigger t after insert on a begin b; select case when 1 then 2 end; end",
      "c",
    ],
  ],
  [
    "a routine of MySQL",
    "create procedure p() begin if 1 then a; end if; while 1 do b; end while; case x when 1 then c; end case; end; d",
    [
      "create procedure p() begin if 1 then a; end if; while 1 do b; end while; case x when 1 then c; end case; end",
      "d",
    ],
  ],
  [
    "a trigger without a body",
    "create trigger t before insert on a for each row set new.x = 1; b",
    [
      "create trigger t before insert on a for each row set new.x = 1",
      "b",
    ],
  ],
  ["DELIMITER", "a;\nDELIMITER //\ncreate procedure p() begin b; end//\nDELIMITER ;\nc;", [
    "a",
    "create procedure p() begin b; end",
    "c",
  ]],
  ["begin that begins a transaction", "begin; create table t (a int); commit", [
    "begin",
    "create table t (a int)",
    "commit",
  ]],
];

for (const [name, text, wanted, backslashes = false] of cases) {
  Deno.test(`scriptStatements() keeps whole: ${name}`, () => {
    assert.deepEqual(scriptStatements(text, { backslashes }), wanted);
  });
}

const down = new Map([["a", []], ["b", ["a"]], ["c", ["a"]], ["m", ["b", "c"]]]);

const transactional = `BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a

CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1;
END $$;

INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING alembic_version.version_num;

-- Running upgrade a -> b

COMMIT;

CREATE INDEX CONCURRENTLY i ON t (a);

BEGIN;

INSERT INTO t VALUES ('
-- Running upgrade x -> y
');

UPDATE "public".alembic_version SET version_num='b' WHERE "public".alembic_version.version_num = 'a';

-- Running upgrade b, c -> m

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c';

COMMIT;

`;

const wholeSteps: ReturnType<typeof scriptSections> = [
  {
    direction: "upgrade",
    revision: "a",
    statements: [{
      sql: "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND $$",
      autocommit: false,
    }],
    whole: true,
  },
  {
    direction: "upgrade",
    revision: "b",
    statements: [
      { sql: "CREATE INDEX CONCURRENTLY i ON t (a)", autocommit: true },
      { sql: "INSERT INTO t VALUES ('\n-- Running upgrade x -> y\n')", autocommit: false },
    ],
    whole: true,
  },
  { direction: "upgrade", revision: "m", statements: [], whole: true },
];

Deno.test("scriptSections() takes out transactions and the version table", () => {
  assert.deepEqual(
    scriptSections(transactional, { down, versionTable: "alembic_version" }),
    wholeSteps,
  );
});

Deno.test("scriptSections() reads downgrades, where no transaction is said", () => {
  const script = `-- Running downgrade m -> b, c

INSERT INTO versions (version_num) VALUES ('c');

-- Running downgrade b -> a

CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW
BEGIN
  SET NEW.a = 1;
END;

DROP TABLE x;

-- Running downgrade a ->${" "}

DROP TABLE versions;
`;
  const found = scriptSections(script, { down, versionTable: "versions" });
  assert.deepEqual(found.map(({ revision }) => revision), ["m", "b", "a"]);
  assert.deepEqual(found.map(({ statements }) => statements.map(({ sql }) => sql.slice(0, 10))), [
    [],
    ["CREATE TRI", "DROP TABLE"],
    [],
  ]);
  assert.ok(found.every(({ statements }) => statements.every(({ autocommit }) => !autocommit)));
});

Deno.test("scriptSections() sees where a run ended in the middle of a step", () => {
  const script = `-- Running upgrade  -> a

CREATE TABLE t (a int);

INSERT INTO alembic_version (version_num) VALUES ('a');

-- Running upgrade a -> b

CREATE TABLE u (a int);

`;
  const wholeOf = (versionTable: string): readonly boolean[] =>
    scriptSections(script, { down, versionTable }).map(({ whole }) => whole);
  assert.deepEqual(wholeOf("alembic_version"), [true, false]);
  assert.deepEqual(wholeOf("another_version"), [false, false]);
});
