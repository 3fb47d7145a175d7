/** Databases for tests on MariaDB, which are copied object by object. */
import assert from "node:assert/strict";
import { testDatabase } from "@retort/cli/testing";
import { op } from "@retort/core";
import { mysql } from "@retort/mysql";
import { afterKill, manyAtOnce } from "../copies.ts";
import { withCopies } from "../copies_ground.ts";
import { liveTest } from "./server.ts";

liveTest(
  "test databases: many at once leave nothing behind",
  ({ url }) => withCopies(mysql, url, (ground) => manyAtOnce(ground, 3)),
);

liveTest(
  "test databases: those of a killed process are swept",
  ({ url }) => withCopies(mysql, url, afterKill),
);

const all = [
  "CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL COMMENT 'it''s', " +
  "upper_name VARCHAR(50) AS (UPPER(name)) STORED, UNIQUE KEY uq (name)) COMMENT = 'p' COLLATE utf8mb4_bin",
  "CREATE TABLE child (id INT PRIMARY KEY, p INT, CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id) " +
  "ON DELETE CASCADE, CONSTRAINT ck CHECK (id > 0))",
  "CREATE TABLE log (what VARCHAR(99))",
  "CREATE VIEW a_view AS SELECT * FROM z_view",
  "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
  "CREATE PROCEDURE say(IN word VARCHAR(9)) INSERT INTO log VALUES (word)",
  "CREATE TRIGGER tr AFTER INSERT ON child FOR EACH ROW INSERT INTO log VALUES (NEW.id)",
];

// deno-lint-ignore style/function-length -- one story, told in order
liveTest("a test database has all that its template has", async ({ url, connect }) => {
  const [parent = "", ...rest] = all;
  const before = ["CREATE VIEW z_view AS SELECT id, name FROM parent"];
  const rows = [
    "SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')",
    "INSERT INTO parent (id, name) VALUES (0, 'zero'), (7, 'seven')",
    "INSERT INTO child VALUES (1, 7)",
  ];
  const maria = (await connect()).server.flavour === "mariadb";
  const sequences = maria ? ["CREATE SEQUENCE s START WITH 5", "DO NEXTVAL(s)"] : [];
  const upgrade = [parent, ...before, ...rest, ...rows, ...sequences].map((sql) => op.execute(sql));
  const revisions = [{ revision: "a1", downRevision: null, upgrade }];
  await withCopies(mysql, url, async ({ folder }) => {
    await using database = await testDatabase({ dialect: mysql, url, folder, revisions });
    const db = await database.connect();
    const read = (sql: string) => db.query({ sql });
    assert.deepEqual(await read("SELECT id, name, upper_name FROM parent ORDER BY id"), [
      { id: 0, name: "zero", upper_name: "ZERO" },
      { id: 7, name: "seven", upper_name: "SEVEN" },
    ]);
    assert.deepEqual(await read("SELECT id, name FROM a_view WHERE id = 7"), [
      { id: 7, name: "seven" },
    ]);
    // The rows were copied, not inserted again: the trigger wrote once.
    assert.deepEqual(await read("SELECT what FROM log"), [{ what: "1" }]);
    await db.execute({ sql: "INSERT INTO parent (name) VALUES ('next')" });
    assert.deepEqual(await read("SELECT id FROM parent WHERE name = 'next'"), [{ id: 8 }]);
    await db.execute({ sql: "CALL say('word')" });
    await db.execute({ sql: "INSERT INTO child VALUES (2, 8)" });
    await db.execute({ sql: "DELETE FROM parent WHERE id = 7" });
    assert.deepEqual(await read("SELECT id FROM child"), [{ id: 2 }]);
    assert.deepEqual(await read("SELECT what FROM log ORDER BY what"), [
      { what: "1" },
      { what: "2" },
      { what: "word" },
    ]);
    assert.deepEqual(await read("SELECT twice(4) AS n"), [{ n: 8 }]);
    assert.deepEqual(await read("SELECT version_num FROM retort_version"), [{ version_num: "a1" }]);
    const [view] = await read("SHOW CREATE VIEW a_view");
    assert.doesNotMatch(JSON.stringify(view), /retort_template_/);
    await assert.rejects(() => db.execute({ sql: "INSERT INTO child VALUES (-1, NULL)" }));
    if (maria) assert.notDeepEqual(await read("SELECT NEXTVAL(s) AS n"), [{ n: 5 }]);
  });
});
