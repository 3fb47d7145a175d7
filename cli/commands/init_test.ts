import assert from "node:assert/strict";
import { parseJSONC } from "confbox/jsonc";
import { jsonProblem } from "./init.ts";
import { filesFor } from "../templates/files.ts";
import { additionsFor, manifestText } from "../templates/manifest.ts";
import { namedTargets, targetOf } from "../templates/target.ts";
import { parse } from "../config/ini.ts";

const local = "file:///src/retort/cli/commands/init.ts";
const remote = "https://jsr.io/@retort/cli/0.1.0/commands/init.ts";

Deno.test("filesFor() makes env.ts import the models from where it is", () => {
  const env = (folder: string): string | undefined =>
    filesFor(folder, "/p").find(({ path }) => path === `${folder}/env.ts`)?.text;
  assert.match(env("migrations") ?? "", /import\("\.\.\/models\.ts"\)/);
  assert.match(env("db/migrations") ?? "", /import\("\.\.\/\.\.\/models\.ts"\)/);
});

Deno.test("filesFor() writes a config file that can be read", () => {
  const [file] = filesFor("db/m", "/p");
  assert.equal(file?.path, "retort.ini");
  assert.deepEqual({ ...parse(file?.text ?? "").retort }, {
    script_location: "db/m",
    url: "sqlite:app.db",
  });
  for (const { text } of filesFor("db/m", "/p").slice(0, 3)) {
    for (const line of text.split("\n")) assert.ok(line.length <= 80, line);
  }
});

Deno.test("additionsFor() needs no links where retort comes from a registry", () => {
  const options = { folder: "m", cwd: "/home/p", from: remote };
  const manifest = parseJSONC<Record<string, Record<string, string>>>(
    manifestText(additionsFor(options)),
  );
  assert.deepEqual(Object.keys(manifest), ["imports", "tasks"]);
  assert.match(manifest.tasks?.retort ?? "", /^deno run -R=\. -W=m,app\.db -E=\S+ @retort\/cli$/);
});

Deno.test("additionsFor() links a checkout: relative if it is near, else by its full path", () => {
  const linked = (cwd: string): unknown =>
    additionsFor({ folder: "m", cwd, from: local }).find(({ path }) => path[0] === "links")?.value;
  assert.deepEqual((linked("/src/app") as string[])[0], "../retort/core");
  assert.deepEqual((linked("/home/me/app") as string[])[0], "/src/retort/core");
});

Deno.test("jsonProblem() sees a manifest that nothing can be added to", async () => {
  assert.equal(await jsonProblem('{ "tasks": { "x": "y", }, } // c'), undefined);
  assert.match(await jsonProblem('{ "tasks": { "x": }') ?? "", /JSON/);
  assert.match(await jsonProblem("") ?? "", /JSON/);
  assert.equal(await jsonProblem("[1]"), "it holds no object");
});

Deno.test("additionsFor() gives a server's project its package and the right to reach it", () => {
  const task = (url: string): unknown => {
    const options = { folder: "m", cwd: "/home/p", from: remote, targets: [targetOf(url)] };
    const additions = additionsFor(options);
    const imports = additions.filter(({ path }) => path[0] === "imports").map(({ path }) =>
      path[1]
    );
    return [imports.at(-1), additions.find(({ path }) => path[0] === "tasks")?.value];
  };
  const env = "-E=RETORT_CONFIG,RETORT_URL,USER,HOSTNAME";
  assert.deepEqual(task("postgres://app:s%40cret@db:6000/shop?sslmode=require"), [
    "@retort/postgres",
    `deno run -R=. -W=m -N=db:6000 --ignore-env ${env},PGPASSWORD,RETORT_DEBUG,CI @retort/cli`,
  ]);
  assert.deepEqual(task("mariadb://root@[::1]/shop"), [
    "@retort/mysql",
    `deno run -R=. -W=m "-N=[::1]:3306" --ignore-env ${env},RETORT_DEBUG,CI @retort/cli`,
  ]);
});

Deno.test("targetOf() writes no password down", () => {
  const url = (text: string): string => targetOf(text).url;
  assert.equal(
    url("postgres://app:s%40cret@db/shop?a=${b}"),
    "postgres://app:${PGPASSWORD}@db/shop?a=$${b}",
  );
  assert.equal(url("mysql://root:x@db/shop"), "mysql://root:${MYSQL_PWD}@db/shop");
  assert.equal(url("mysql://root@db/shop"), "mysql://root@db/shop");
  assert.deepEqual(targetOf("sqlite:///data/a.db").rights.read, ["/data/a.db"]);
  assert.throws(() => targetOf("oracle://db/x"), { code: "database/unknown-scheme" });
  assert.throws(() => targetOf("postgres://a:b:c@d:x/y"), { code: "database/bad-url" });
  assert.throws(() => targetOf("shop"), { code: "database/bad-url" });
});

Deno.test("init -t multidb lists the databases, with a section and models for each", () => {
  const databases = namedTargets(["shop=postgres://app:x@db/shop", "audit=sqlite:audit.db"]);
  const files = filesFor("m", "/p", { template: "multidb", databases });
  assert.deepEqual(files.map(({ path }) => path), [
    "retort.ini",
    "models/shop.ts",
    "models/audit.ts",
    "m/env.ts",
    "m/revision.ts.template",
  ]);
  const { retort, shop, audit } = parse(files[0]?.text ?? "");
  assert.deepEqual({ ...retort }, { script_location: "m", databases: "shop, audit" });
  assert.deepEqual({ ...shop }, { url: "postgres://app:${SHOP_PASSWORD}@db/shop" });
  assert.deepEqual({ ...audit }, { url: "sqlite:audit.db" });
  assert.match(
    files[3]?.text ?? "",
    /shop: \{ metadata: \(\) => import\("\.\.\/models\/shop\.ts"\) \},/,
  );
  const additions = additionsFor({ folder: "m", cwd: "/p", from: remote, targets: databases });
  assert.match(
    String(additions.at(-1)?.value),
    /-W=m,audit\.db -N=db:5432 --ignore-env -E=\S+,SHOP_PASSWORD,RETORT_DEBUG,CI @retort\/cli$/,
  );
});

Deno.test("namedTargets() wants two names and a URL for each", () => {
  const problem = (...words: readonly string[]) => () => namedTargets(words);
  assert.throws(problem("app=sqlite:a.db"), /needs no -t multidb/);
  assert.throws(problem("sqlite:a.db", "b=sqlite:b.db"), /it must be NAME=URL/);
  assert.throws(problem("retort=sqlite:a.db", "b=sqlite:b.db"), /lists them/);
  assert.throws(problem("a=sqlite:a.db", "a=sqlite:b.db"), /two databases have this name/);
});
