import assert from "node:assert/strict";
import { version as cliVersion } from "../../cli/version.ts";
import { version as coreVersion } from "../../core/version.ts";
import { exists, folders, root } from "./files.ts";

interface Config {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly exports?: unknown;
  readonly workspace?: readonly string[];
}

async function config(path: string): Promise<Config> {
  return JSON.parse(await Deno.readTextFile(`${root}/${path}`));
}

async function members(): Promise<readonly string[]> {
  const { workspace = [] } = await config("deno.json");
  return workspace.map((member) => member.replace(/^\.\//, ""));
}

Deno.test("every package folder is a member of the workspace", async () => {
  const known = await members();
  for (const area of ["dialects", "plugins"]) {
    for (const name of await folders(area)) {
      assert.ok(known.includes(`${area}/${name}`), `${area}/${name} is no member`);
    }
  }
  assert.ok(known.includes("core") && known.includes("cli"));
});

Deno.test("packages are called after their folder, share one version and the MIT license", async () => {
  const versions = new Set<string | undefined>();
  for (const member of await members()) {
    const { name, version, license, exports } = await config(`${member}/deno.json`);
    assert.equal(name, `@retort/${member.split("/").at(-1)}`);
    assert.equal(license, "MIT", `license of ${member}`);
    assert.match(version ?? "", /^\d+\.\d+\.\d+$/, `version of ${member}`);
    assert.ok(exports, `${member} exports nothing`);
    versions.add(version);
  }
  for (const written of [coreVersion, cliVersion]) versions.add(written);
  assert.equal(versions.size, 1, `versions differ: ${[...versions].join(", ")}`);
});

Deno.test("the license is MIT", async () => {
  assert.match(await Deno.readTextFile(`${root}/LICENSE`), /^MIT License/);
});

Deno.test("packages ask each other for the version that they have", async () => {
  for (const member of await members()) {
    const text = await Deno.readTextFile(`${root}/${member}/deno.json`);
    const { version = "" } = JSON.parse(text) as Config;
    for (const [, asked] of text.matchAll(/jsr:@retort\/\w+@\^([\d.]+)/g)) {
      assert.equal(asked, version, `${member}/deno.json asks for another version`);
    }
  }
});

Deno.test("every folder of core that has files has a mod.ts", async () => {
  for (const name of await folders("core")) {
    const entries = [...Deno.readDirSync(`${root}/core/${name}`)];
    if (entries.length > 0) assert.ok(await exists(`core/${name}/mod.ts`), `core/${name}/mod.ts`);
  }
});
