import assert from "node:assert/strict";
import { exists, folders } from "./files.ts";

/** The nouns of tables. */
const inTables = ["tables", "columns", "indexes", "constraints"];
/** The nouns beside tables; no dialect compares them yet. */
const besideTables = ["enums", "sequences", "schemas", "views", "routines"];
/** All nouns; rows are no part of a schema, so there is nothing to compare. */
const nouns = [...inTables, ...besideTables, "data"];

async function hold(folder: string, names: readonly string[]): Promise<void> {
  for (const noun of names) assert.ok(await exists(`${folder}/${noun}.ts`), `${folder}/${noun}.ts`);
}

Deno.test("the noun is the path in core/ops", async () => {
  await hold("core/ops", nouns);
});

Deno.test("the noun is the path in core/diff", async () => {
  if (!await exists("core/diff/mod.ts")) return;
  await hold("core/diff", inTables);
});

Deno.test("the noun is the path in the standard dialect", async () => {
  if (await exists("dialects/ansi/mod.ts")) await hold("dialects/ansi", nouns);
});

Deno.test("each dialect has the same files", async () => {
  for (const name of await folders("dialects")) {
    if (name === "ansi" || !await exists(`dialects/${name}/mod.ts`)) continue;
    for (const file of ["types", "driver", "normalize"]) {
      assert.ok(await exists(`dialects/${name}/${file}.ts`), `dialects/${name}/${file}.ts`);
    }
  }
});

Deno.test("the noun is the path of the goldens", async () => {
  const places = ["tests/golden"];
  for (const name of await folders("dialects")) places.push(`dialects/${name}/golden`);
  for (const place of places) {
    if (await exists(place)) {
      assert.deepEqual((await folders(place)).filter((noun) => !nouns.includes(noun)), [], place);
    }
  }
});
