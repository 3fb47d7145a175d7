import assert from "node:assert/strict";
import { inlined } from "./inlined.ts";

Deno.test("inlined() writes values where the placeholders are, and nowhere else", () => {
  const sql = `SELECT $1, '$1', "$2", E'\\'$1', $$ $1 $$, $a$ $2 $a$, a$1, $2::int -- $1
/* $2 */ FROM t WHERE x = $10`;
  const params = [...["it's", 5, 0, 0, 0, 0, 0, 0, 0], new Uint8Array([0, 255])];
  assert.equal(
    inlined(sql, params),
    `SELECT 'it''s', '$1', "$2", E'\\'$1', $$ $1 $$, $a$ $2 $a$, a$1, '5'::int -- $1
/* $2 */ FROM t WHERE x = '\\x00ff'`,
  );
  assert.equal(inlined("SELECT $1, $2", [null, true]), "SELECT NULL, 'true'");
});
