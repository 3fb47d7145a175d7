/**
 * Models as they are printed of a schema.
 *
 * @module
 */
import assert from "node:assert/strict";
import { isMetaData, type MetaData, type Schema } from "@retort/core/schema";
import { writeModels } from "@retort/core/source";

/** The models that are printed of a schema, run as the module that they are. */
export async function modelsOf(schema: Schema): Promise<MetaData> {
  const folder = new URL("./", import.meta.url).pathname;
  const file = await Deno.makeTempFile({ dir: folder, prefix: "models_", suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, writeModels(schema));
    const found = Object.values(await import(`file://${file}`) as object).find(isMetaData);
    assert.ok(found);
    return found;
  } finally {
    await Deno.remove(file);
  }
}
