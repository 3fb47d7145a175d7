import assert from "node:assert/strict";
import { reveal } from "@retort/core/secret";
import type { RetortError } from "@retort/core/errors";
import { type Config, loadConfig } from "./config.ts";

const ini = `[retort]
script_location = m
databases =
    app
    audit
url = sqlite:common.db
version_table = v

[app]
url = sqlite:app.db

[audit]
version_table = w

[other]
script_location = o
`;

async function loaded(text: string, section: string, name = "retort.ini"): Promise<Config> {
  const path = `${await Deno.makeTempDir()}/${name}`;
  Deno.writeTextFileSync(path, text);
  return await loadConfig({ path, section });
}

Deno.test("loadConfig() gives a database what [retort] says, but no URL that is not its own", async () => {
  const app = await loaded(ini, "app");
  assert.deepEqual([app.database, app.databases], ["app", ["app", "audit"]]);
  assert.deepEqual([reveal(app.url() ?? ""), app.versionTable], ["sqlite:app.db", "v"]);
  assert.match(app.scriptLocation, /\/m$/);
  const audit = await loaded(ini, "audit");
  assert.deepEqual([audit.url(), audit.versionTable], [undefined, "w"]);
  const all = await loaded(ini, "retort");
  assert.deepEqual([all.database, all.databases], [undefined, ["app", "audit"]]);
  const other = await loaded(ini, "other");
  assert.deepEqual([other.database, other.databases, other.versionTable], [
    undefined,
    [],
    "retort_version",
  ]);
});

Deno.test("loadConfig() reads several databases from deno.json too", async () => {
  const json = JSON.stringify({
    retort: { script_location: "m", databases: ["app"], app: { url: "sqlite:app.db" } },
  });
  const { database, url } = await loaded(json, "app", "deno.json");
  assert.deepEqual([database, reveal(url() ?? "")], ["app", "sqlite:app.db"]);
});

Deno.test("loadConfig() refuses databases elsewhere, twice, and retort itself", async () => {
  const problem = async (text: string, section: string): Promise<unknown> => {
    const error = await loaded(text, section).catch((found: RetortError) => found);
    return (error as RetortError<"config/bad-value">).data.problem;
  };
  const of = (names: string): string => `[retort]\nscript_location = m\ndatabases = ${names}`;
  assert.equal(await problem(of("a, a"), "retort"), '"a" is listed twice');
  assert.equal(
    await problem(of("retort"), "retort"),
    "retort is the section that lists them",
  );
  assert.equal(
    await problem("[dev]\nscript_location = m\ndatabases = a", "dev"),
    "only section [retort] has it",
  );
});
