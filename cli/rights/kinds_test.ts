import assert from "node:assert/strict";
import { routes } from "../commands/mod.ts";
import { commandsOf, type Facts, kindsOf, taskOf } from "./kinds.ts";

const facts: Facts = {
  config: "retort.ini",
  scriptLocation: "m",
  versionLocations: ["m/versions"],
  bundle: "m/bundle.ts",
  models: "models.ts",
  imported: ["m/env.ts", "models.ts"],
  commit: [],
  databases: [{ net: ["db:5432"], env: ["PGPASSWORD"], ignoreEnv: true }],
  variables: ["TABLE"],
  databaseVariables: ["HOST"],
  programs: ["deno"],
  hookFunctions: false,
  editor: "vi",
};

Deno.test("every command has its kind", () => {
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const known = new Set(Object.values(commandsOf).flat().map((command) => command.split(" ")[0]));
  // These two make the project that this is about.
  const wanted = Object.keys(routes).map(kebab).filter((name) =>
    name !== "init" && name !== "import"
  );
  assert.deepEqual([...known].sort(), wanted.sort());
});

Deno.test("kindsOf() gives a kind what its commands need, and no more", () => {
  const flags = Object.fromEntries(kindsOf(facts).map((kind) => [kind.name, kind.flags.join(" ")]));
  const all = "-E=RETORT_CONFIG,TABLE,RETORT_URL,USER,HOSTNAME,HOST,PGPASSWORD";
  assert.deepEqual(flags, {
    graph: "-R=retort.ini,m -E=RETORT_CONFIG,TABLE",
    database: `-R=retort.ini,m,models.ts -N=db:5432 --ignore-env ${all}`,
    write: "-R=retort.ini,m -W=m/versions -E=RETORT_CONFIG,TABLE --allow-run=deno",
    bundle: "-R=retort.ini,m -W=m/bundle.ts -E=RETORT_CONFIG,TABLE",
    autogenerate:
      `-R=retort.ini,m,models.ts -W=m/versions -N=db:5432 --ignore-env ${all} --allow-run=deno`,
    models: `-R=retort.ini,m,models.ts -W=m/versions,models.ts -N=db:5432 --ignore-env ${all}` +
      " --allow-run=deno",
    edit: "-R=retort.ini,m -E=RETORT_CONFIG,TABLE,VISUAL,EDITOR --allow-run=vi",
    task: `-R=. -W=m -N=db:5432 --ignore-env ${all},RETORT_DEBUG,CI --allow-run=deno`,
  });
});

Deno.test("kindsOf() lets what writes revisions write the bundle that is there, wherever it is", () => {
  const kinds = kindsOf({ ...facts, bundle: "src/all.ts", bundled: true });
  const flags = Object.fromEntries(kinds.map((kind) => [kind.name, kind.flags.join(" ")]));
  assert.match(String(flags["write"]), /^-R=retort.ini,m,src\/all.ts -W=m\/versions,src\/all.ts /);
  assert.match(String(flags["edit"]), / -W=src\/all.ts /);
  assert.doesNotMatch(String(flags["database"]), /-W=/);
});

Deno.test("taskOf() adds the folder of a checkout to what is read", () => {
  const kinds = kindsOf({ ...facts, checkout: "../retort", databases: [], programs: [] });
  assert.match(taskOf(kinds), /^deno run -R=\.,\.\.\/retort -W=m -E=\S+ @retort\/cli$/);
});

Deno.test("kindsOf() has the flag of the sandbox where revisions are loaded", () => {
  const names = kindsOf({ ...facts, sandbox: true })
    .filter(({ flags }) => flags.at(-1) === "--unstable-worker-options")
    .map(({ name }) => name);
  assert.deepEqual(names, ["database", "autogenerate", "models", "task"]);
});
