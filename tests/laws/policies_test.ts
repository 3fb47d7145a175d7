/** The laws, for the ops and objects of a plugin. */
import assert from "node:assert/strict";
import type { Op } from "@retort/core";
import { diffSchemas } from "@retort/core/diff";
import { applyAll, spec } from "@retort/core/ops";
import { canonical, isMetaData, same, type Schema, stableJson } from "@retort/core/schema";
import { readHeader, writeModels, writeRevision } from "@retort/core/source";
import { policies } from "@retort/policies";
import fc from "fast-check";
import { runs } from "./arbitraries.ts";
import { policySchema, policyStep } from "./policies.ts";
import { deno, inProject } from "./project.ts";

const { nouns = [] } = policies;
const cx = { types: { same }, comments: true, nouns };

Deno.test("law 1 for a plugin: applying the reverse of an op gives back the schema", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(policyStep, ([state, op]) => {
      const undo = spec(op).reverse(op, state);
      assert.ok(undo, "every op of this plugin can be undone where the state is known");
      kinds.add(op.kind);
      const after = spec(op).apply(op, state);
      assert.equal(canonical(spec(undo).apply(undo, after)), canonical(state));
    }),
    runs,
  );
  assert.equal(kinds.size, 5, `only ${[...kinds].join()}`);
});

Deno.test("law 2 for a plugin: applying a difference gives the other schema", () => {
  fc.assert(
    fc.property(policySchema, policySchema, (from, to) => {
      const { ops } = diffSchemas(from, to, cx);
      assert.equal(canonical(applyAll(ops, from)), canonical(to));
      assert.deepEqual(diffSchemas(to, to, cx).ops, []);
    }),
    runs,
  );
});

Deno.test("law 3 for a plugin: what is written passes fmt and check, and reads back", async () => {
  await inProject(async (folder) => {
    await Deno.mkdir(`${folder}/versions`);
    const steps = fc.sample(policyStep, { seed: 5, numRuns: 80 }).map(([, op]) => [op]);
    const lists: readonly (readonly Op[])[] = [...steps, steps.flat().slice(0, 9)];
    const schemas: readonly Schema[] = fc.sample(policySchema, { seed: 6, numRuns: 30 });
    for (const [index, ops] of lists.entries()) {
      const head = { revision: `r${index}`, down: ["a"], dependsOn: [], labels: [] };
      const draft = { ...head, message: "m", date: new Date(0), upgrade: ops, downgrade: [] };
      const written = writeRevision(draft);
      assert.equal(readHeader(written)?.revision, head.revision);
      await Deno.writeTextFile(`${folder}/versions/r${index}.ts`, written);
    }
    for (const [index, wanted] of schemas.entries()) {
      await Deno.writeTextFile(`${folder}/versions/m${index}.ts`, writeModels(wanted, { nouns }));
    }
    await deno(folder, "fmt", "--check", "versions");
    await deno(folder, "check", "versions");
    for (const [index, ops] of lists.entries()) {
      const url = `file://${folder}/versions/r${index}.ts`;
      const module: { readonly upgrade: readonly Op[] } = await import(url);
      assert.equal(stableJson(module.upgrade), stableJson(ops), url);
    }
    for (const [index, wanted] of schemas.entries()) {
      const url = `file://${folder}/versions/m${index}.ts`;
      const { metadata }: { readonly metadata: unknown } = await import(url);
      assert.ok(isMetaData(metadata));
      assert.equal(canonical(metadata.schema()), canonical(wanted));
    }
  });
});
