/**
 * A dialect of somebody else, as a package of its own.
 *
 * @module
 */
import { root } from "../scripts/shell.ts";

/** Writes the package `@acme/toy` into a folder: standard SQL, with another RENAME. */
export async function writeToy(folder: string): Promise<void> {
  const { version } = JSON.parse(await Deno.readTextFile(`${root}/core/deno.json`));
  await Deno.mkdir(folder, { recursive: true });
  const manifest = {
    name: "@acme/toy",
    version: "1.0.0",
    license: "MIT",
    exports: "./mod.ts",
    imports: {
      "@retort/ansi": `jsr:@retort/ansi@^${version}`,
      "@retort/core": `jsr:@retort/core@^${version}`,
    },
  };
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(manifest));
  await Deno.writeTextFile(`${folder}/mod.ts`, code);
}

const code = `/** A toy. @module */
import { ansiTypes, createWriter, renderTable } from "@retort/ansi";
import type { Dialect } from "@retort/core/dialect";

const can = { transactionalDdl: true, schemas: true, comments: true };
const parts = { dialect: "toy", writer: createWriter(), types: ansiTypes, can };

/** The dialect. */
export const toy: Dialect = {
  name: "toy",
  schemes: ["toy"],
  can,
  types: ansiTypes,
  writer: parts.writer,
  brackets: { begin: "BEGIN", commit: "COMMIT" },
  render: {
    ...renderTable(parts),
    renameTable: (op) => [{ sql: \`RENAME TOY \${op.name} TO \${op.to}\` }],
  },
  normalize: (schema) => schema,
};
`;
