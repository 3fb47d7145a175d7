import assert from "node:assert/strict";
import { locationsIn, readAlembicIni } from "./ini.ts";

const text = `
[DEFAULT]
base = db

[alembic]
# what stands here is read as Python's configparser does
script_location: %(here)s/%(BASE)s/scripts
SQLAlchemy.url = postgresql://u:p%%40x@h/%(base)s
version_locations = %(here)s/a:%(here)s/b
version_path_separator = os  # Use os.pathsep.

[tenant]
script_location = tenant

[loggers]
keys = root
`;
const ini = readAlembicIni(text, { path: "alembic.ini", here: "/srv" });

Deno.test("readAlembicIni() fills in names and finds the projects", () => {
  assert.deepEqual(ini.sections, ["alembic", "tenant"]);
  const values = ini.values("alembic") ?? {};
  assert.equal(values["script_location"], "/srv/db/scripts");
  assert.equal(values["sqlalchemy.url"], "postgresql://u:p%40x@h/db");
  assert.equal(ini.values("other"), undefined);
});

Deno.test("readAlembicIni() ends where a value names itself", () => {
  const loop = readAlembicIni("[a]\nx = %(x)s!\n", { path: "a.ini", here: "" });
  assert.ok(loop.values("a")?.["x"]?.endsWith("!"));
});

for (
  const [values, wanted] of [
    [ini.values("alembic") ?? {}, ["/srv/a", "/srv/b"]],
    [{ version_locations: "a, b c" }, ["a", "b", "c"]],
    [{ version_locations: "a b;c d", version_path_separator: ";" }, ["a b", "c d"]],
    [{ version_locations: "a\nb", path_separator: "newline" }, ["a", "b"]],
    [{}, []],
  ] as const
) {
  Deno.test(`locationsIn() reads ${JSON.stringify(wanted)}`, {
    ignore: Deno.build.os === "windows",
  }, () => assert.deepEqual(locationsIn(values), wanted));
}
