import assert from "node:assert/strict";
import { reveal } from "@retort/core/secret";
import { isRetortError, type RetortError } from "@retort/core/errors";
import { configKeys, loadConfig, readConfig } from "./config.ts";
import { iniSource, jsonSource } from "./source.ts";

function ini(lines: readonly string[], section = "retort"): ReturnType<typeof readConfig> {
  return readConfig(iniSource("conf/retort.ini", lines.join("\n"), section));
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await Deno.makeTempDir();
  for (const [name, text] of Object.entries(files)) Deno.writeTextFileSync(`${path}/${name}`, text);
  return path;
}

async function failure(work: () => unknown): Promise<RetortError> {
  try {
    await work();
  } catch (error) {
    if (isRetortError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

Deno.test("readConfig() fills in defaults and sees paths from the file", () => {
  const config = ini(["[retort]", "script_location = ../m", "url = sqlite:a#b;c%20.db"]);
  const { url, ...rest } = config;
  assert.equal(reveal(url() ?? ""), "sqlite:a#b;c%20.db");
  assert.deepEqual(rest, {
    path: "conf/retort.ini",
    section: "retort",
    databases: [],
    scriptLocation: "m",
    versionLocations: ["m/versions"],
    bundle: "m/bundle.ts",
    recursive: false,
    fileTemplate: "%(rev)s_%(slug)s",
    truncateSlugLength: 40,
    hooks: [],
    versionTable: "retort_version",
    transactionMode: "revision",
    lock: "session",
    lockWait: 60_000,
    lockTimeout: 3_000,
    lockTries: 10,
    recordSchema: true,
    dataLoss: "refuse",
    keep: false,
    protect: false,
    sandbox: false,
    sandboxTimeout: 60_000,
  });
});

Deno.test("readConfig() reads all settings", () => {
  const config = ini([
    "[dev]",
    "script_location = m",
    "version_locations =",
    "    a",
    "    b/c, /d",
    "file_template = %(year)d/%(rev)s",
    "truncate_slug_length = 9",
    "timezone = Europe/Berlin",
    "version_table = v",
    "version_schema = s",
    "data_loss = warn",
    "protect = true",
    "lock = lease",
    "lock_wait = 2m",
    "lock_timeout = 0",
    "lock_tries = 4",
  ], "dev");
  assert.deepEqual([config.lock, config.lockWait], ["lease", 120_000]);
  assert.deepEqual([config.lockTimeout, config.lockTries], [0, 4]);
  assert.deepEqual(config.versionLocations, ["conf/a", "conf/b/c", "/d"]);
  assert.equal(config.recursive, true);
  assert.deepEqual([config.timezone, config.truncateSlugLength], ["Europe/Berlin", 9]);
  assert.deepEqual([config.versionTable, config.versionSchema], ["v", "s"]);
  assert.deepEqual([config.dataLoss, config.protect, config.url()], ["warn", true, undefined]);
});

Deno.test("readConfig() takes paths written on Windows", () => {
  const config = ini([
    "[retort]",
    "script_location = db\\migrations",
    "version_locations = db\\a, C:\\app\\b",
  ]);
  assert.equal(config.scriptLocation, "conf/db/migrations");
  assert.deepEqual(config.versionLocations, ["conf/db/a", "C:/app/b"]);
});

Deno.test("readConfig() refuses a folder that is listed twice", async () => {
  const lines = ["[retort]", "script_location = m", "version_locations = a, b, ./b/"];
  const error = await failure(() => ini(lines));
  assert.deepEqual([error.code, error.place?.line], ["config/bad-value", 3]);
  assert.match(error.message, /"\.\/b\/" is listed twice$/);
});

Deno.test("loadConfig() reads the section of deno.json where there is no ini file", async () => {
  const path = await folder({
    "deno.json": '{ "tasks": {}, // c\n "retort": { "script_location": "m", "timezone": "UTC" } }',
  });
  const config = await loadConfig({ path: `${path}/deno.json` });
  assert.deepEqual([config.scriptLocation, config.timezone], [`${path}/m`, "UTC"]);
});

Deno.test("readConfig() looks up the variables of the URL only when it is read", () => {
  const config = ini(["[retort]", "script_location = m", "url = ${RETORT_NO_SUCH_VARIABLE}"]);
  assert.throws(() => config.url(), { code: "config/unset-variable" });
});

Deno.test("readConfig() names the key, the problem and the line of a bad value", async () => {
  const wrong = [
    "data_loss = maybe",
    "protect = yes",
    "truncate_slug_length = 0",
    "timezone = X/Y",
  ];
  for (const line of wrong) {
    const error = await failure(() => ini(["[retort]", "script_location = m", line]));
    assert.equal(error.code, "config/bad-value");
    assert.equal(error.place?.line, 3);
  }
});

Deno.test("readConfig() needs script_location", async () => {
  const error = await failure(() => ini(["[retort]", "url = x"]));
  assert.deepEqual(error.data, {
    path: "conf/retort.ini",
    section: "retort",
    key: "script_location",
  });
});

Deno.test("iniSource() refuses a key that is set twice", async () => {
  const error = await failure(() => iniSource("x", "[retort]\nurl = a\nurl = b\n", "retort"));
  assert.equal(error.message, '"url" in x cannot be used: it stands on line 2 too');
});

Deno.test("iniSource() names the sections there are", async () => {
  const error = await failure(() => iniSource("x", "[retort]\n[dev]\n", "prod"));
  assert.deepEqual(error.data, { path: "x", section: "prod", sections: ["retort", "dev"] });
});

Deno.test("jsonSource() reads the retort object and sections in it", async () => {
  const text = `// c\n{ "retort": { "script_location": "m", "version_locations": ["a", "b"],
    "protect": true, "dev": { "script_location": "n" }, }, }`;
  const { values } = await jsonSource("deno.json", text, "retort");
  assert.deepEqual(values, { script_location: "m", version_locations: "a\nb", protect: "true" });
  assert.equal((await jsonSource("deno.json", text, "dev")).values.script_location, "n");
});

Deno.test("loadConfig() refuses unknown keys and suggests known ones", async () => {
  const path = await folder({ "x.ini": "[retort]\nscript_location = m\nscript_locaton = n\n" });
  const error = await failure(() => loadConfig({ path: `${path}/x.ini` }));
  assert.equal(error.code, "config/unknown-key");
  assert.equal(error.hint, 'did you mean "script_location"?');
  assert.equal(error.place?.line, 3);
  assert.ok(configKeys.includes("script_location"));
});

Deno.test("loadConfig() takes no task of deno.json for settings", async () => {
  const here = Deno.cwd();
  for (const task of [`"deno run cli.ts"`, `{ "command": "deno run cli.ts" }`]) {
    const path = await folder({ "deno.json": `{ "tasks": { "retort": ${task} } }` });
    Deno.chdir(path);
    try {
      const error = await failure(() => loadConfig());
      assert.deepEqual([error.code, error.data], ["config/missing", { path: "retort.ini" }]);
    } finally {
      Deno.chdir(here);
      await Deno.remove(path, { recursive: true });
    }
  }
});

Deno.test("loadConfig() names the file that is missing", async () => {
  const error = await failure(() => loadConfig({ path: "no/such.ini" }));
  assert.deepEqual([error.code, error.data], ["config/missing", { path: "no/such.ini" }]);
});
