import assert from "node:assert/strict";
import { sql } from "@retort/core/schema";
import { type ParameterRow, readRoutine, type RoutineRow } from "./routines.ts";

const row: RoutineRow = {
  name: "count up",
  kind: "FUNCTION",
  type: "int(11)",
  charset: null,
  collation: null,
  text: "return 1",
  fixed: "NO",
  access: "CONTAINS SQL",
  security: "DEFINER",
  comment: "",
  usual: "utf8mb4_general_ci",
};
const parameter: ParameterRow = {
  routine: "count up",
  kind: "FUNCTION",
  position: 1,
  mode: "IN",
  name: "n",
  type: "int(11)",
  charset: null,
  collation: null,
};

function read(change: Partial<RoutineRow>, ...parameters: readonly ParameterRow[]): unknown {
  return readRoutine({ ...row, ...change }, parameters).definition;
}

Deno.test("readRoutine() puts a definition together", () => {
  assert.deepEqual(read({}), sql`CREATE FUNCTION \`count up\`() RETURNS int(11)\nreturn 1`);
  const other = { ...parameter, kind: "PROCEDURE", position: 2, name: "more" };
  const text = { type: "text", charset: "latin1", collation: "latin1_bin" };
  assert.deepEqual(
    read(
      { kind: "PROCEDURE", fixed: "YES", access: "NO SQL", comment: "it's", text: "select 1" },
      { ...other, ...text, mode: "OUT" },
      { ...other, position: 1, name: "n" },
      parameter,
    ),
    sql.raw(
      `CREATE PROCEDURE \`count up\`(n int(11), OUT more text CHARSET latin1 COLLATE latin1_bin)
DETERMINISTIC NO SQL COMMENT 'it''s'
select 1`,
    ),
  );
});

Deno.test("readRoutine() keeps what only MariaDB's functions can be", () => {
  const text = "begin loop fetch group next row; end loop; end";
  assert.deepEqual(
    read({ text }, { ...parameter, mode: "INOUT" }, { ...parameter, position: 2, mode: null }),
    sql.raw(
      `CREATE AGGREGATE FUNCTION \`count up\`(INOUT n int(11), n int(11)) RETURNS int(11)\n${text}`,
    ),
  );
});
