import assert from "node:assert/strict";
import { canonical, isMetaData, type Schema } from "@retort/core/schema";
import { writeModels } from "@retort/core/source";
import fc from "fast-check";
import { schema } from "./arbitraries.ts";
import { deno, inProject } from "./project.ts";

Deno.test("law 3 for models: what is written declares the same tables, and passes fmt and check", async () => {
  await inProject(async (folder) => {
    const schemas: readonly Schema[] = fc.sample(schema, { seed: 20261123, numRuns: 100 });
    for (const [index, wanted] of schemas.entries()) {
      await Deno.writeTextFile(`${folder}/models_${index}.ts`, writeModels(wanted));
    }
    const files = schemas.map((_, index) => `models_${index}.ts`);
    await deno(folder, "fmt", "--check", ...files);
    await deno(folder, "check", ...files);
    for (const [index, wanted] of schemas.entries()) {
      const module: { readonly metadata: unknown } = await import(
        `file://${folder}/models_${index}.ts`
      );
      assert.ok(isMetaData(module.metadata));
      assert.equal(canonical(module.metadata.schema()), canonical(wanted));
    }
  });
});
