import assert from "node:assert/strict";
import { importsOf, type Reach, specifiersIn, variablesIn, withoutComments } from "./imports.ts";

Deno.test("specifiersIn() finds imports of all forms, and no types", () => {
  const code = `import a from "./a.ts";
import "./b.ts";
export * from './c.ts';
const d = () => import("./d.ts");
import type { E } from "./e.ts";
export type { F } from "./f.ts";
import { type G, g } from "./g.ts";
import(\`./h.ts\`);`;
  assert.deepEqual(specifiersIn(code), ["./a.ts", "./b.ts", "./c.ts", "./d.ts", "./g.ts"]);
});

Deno.test("withoutComments() keeps what stands in quotes", () => {
  const code = 'const a = "http://x"; // import "./x.ts"\n/* import "./y.ts" */ const b = `//`;';
  assert.equal(withoutComments(code), 'const a = "http://x";  \n  const b = `//`;');
});

Deno.test("variablesIn() finds variables that are asked for by name", () => {
  const code =
    'Deno.env.get("A"); Deno.env.has(\'B\'); process.env.C; process.env["D"]; env.get("E")';
  assert.deepEqual(variablesIn(code), ["A", "B", "C", "D"]);
});

Deno.test("importsOf() follows local files once, through the import map too", () => {
  const files: Readonly<Record<string, string>> = {
    "/p/m/env.ts": 'import("../models.ts"); import "#db"; import "npm:x"; // import "./no.ts"',
    "/p/models.ts": 'import "./m/env.ts"; import { x } from "./gone.ts"; Deno.env.get("X");',
    "/p/lib/db.ts": "",
  };
  const reach: Reach = {
    read: (path) => files[path],
    resolve: (name) => name === "#db" ? "file:///p/lib/db.ts" : undefined,
  };
  const { files: found, variables } = importsOf("/p/m/env.ts", reach);
  assert.deepEqual([...found].sort(), Object.keys(files).sort());
  assert.deepEqual(variables, ["X"]);
});
