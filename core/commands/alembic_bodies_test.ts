import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { type AlembicRunner, readAlembic } from "./import_alembic.ts";

const files = [
  ["a", "None"],
  ["b", "'a'"],
  ["c", "'b'"],
  ["d", "'c'"],
].map(([id, down]) => ({
  path: `${id}.py`,
  text: `revision = "${id}"\ndown_revision = ${down}\n` +
    `def upgrade():\n    op.x()\ndef downgrade():\n    op.y()\n`,
}));

function step(direction: string, from: string, to: string): string {
  const id = direction === "upgrade" ? to : from;
  return `-- Running ${direction} ${from} -> ${to}\n\nselect '${direction} ${id}';\n\n` +
    "UPDATE alembic_version SET version_num='x';\n\n";
}

/** An Alembic that can't print some revisions, and what it was asked for. */
function alembic(broken: readonly string[]): { run: AlembicRunner; asked: string[] } {
  const asked: string[] = [];
  const ids = ["", "a", "b", "c", "d"];
  const run: AlembicRunner = ([direction = "", range = ""]) => {
    asked.push(`${direction} ${range}`);
    const [from = "", to = ""] = range.split(":").map((id) =>
      id === "base" ? "" : id === "heads" ? "d" : id
    );
    const [low, high] = direction === "upgrade" ? [from, to] : [to, from];
    const steps = ids.slice(ids.indexOf(low) + 1, ids.indexOf(high) + 1);
    if (direction === "downgrade") steps.reverse();
    let stdout = "";
    for (const id of steps) {
      const before = ids[ids.indexOf(id) - 1] ?? "";
      const [one, other] = direction === "upgrade" ? [before, id] : [id, before];
      if (broken.includes(id)) {
        stdout += `-- Running ${direction} ${one} -> ${other}\n\nselect 'half';\n\n`;
        const stderr = "Traceback …\nAttributeError: no rows\n";
        return Promise.resolve({ code: 1, stdout, stderr });
      }
      stdout += step(direction, one, other);
    }
    return Promise.resolve({ code: 0, stdout, stderr: "" });
  };
  return { run, asked };
}

const settings = { files, versionTable: "alembic_version", dialect: "sqlite" };

Deno.test("readAlembic() asks once for each direction", async () => {
  const { run, asked } = alembic([]);
  const { revisions } = await readAlembic({ ...settings, run });
  assert.deepEqual(asked, ["upgrade base:heads", "downgrade d:base"]);
  assert.ok(
    revisions.every(({ upgrade, downgrade }) => upgrade.kind + downgrade.kind === "sqlsql"),
  );
});

Deno.test("readAlembic() goes on behind each revision that can't be printed", async () => {
  const { run, asked } = alembic(["a", "c"]);
  const { revisions } = await readAlembic({ ...settings, run });
  assert.deepEqual(asked, [
    "upgrade base:heads",
    "upgrade a:heads",
    "upgrade c:heads",
    "downgrade d:base",
    "downgrade b:base",
  ]);
  const kinds = revisions.map(({ upgrade, downgrade }) => [upgrade.kind, downgrade.kind]);
  assert.deepEqual(kinds, [["stub", "stub"], ["sql", "sql"], ["stub", "stub"], ["sql", "sql"]]);
  assert.equal(revisions[2]?.upgrade.why, "AttributeError: no rows");
  assert.deepEqual(revisions[2]?.upgrade.ops.map(({ hole }) => hole), [
    "what c.py does to apply it: x",
  ]);
});

Deno.test("readAlembic() refuses an Alembic that does not come to the first revision", async () => {
  const asked: (readonly string[])[] = [];
  const run: AlembicRunner = (args) => {
    asked.push(args);
    return Promise.resolve({ code: 255, stdout: "  FAILED: no a://b:p@ss@c/d\n", stderr: "" });
  };
  await assert.rejects(readAlembic({ ...settings, run }), (error: unknown) => {
    assert.ok(isRetortError(error));
    assert.equal(error.message, "Cannot run alembic: no a://b:***@c/d");
    return true;
  });
  assert.equal(asked.length, 1);
});

Deno.test("readAlembic() refuses a script that is about other revisions", async () => {
  const scripts = [{ path: "up.sql", text: step("upgrade", "x", "y") }];
  await assert.rejects(readAlembic({ ...settings, scripts }), { code: "import/no-steps" });
});

Deno.test("readAlembic() takes no step whose version table is called otherwise", async () => {
  const { run } = alembic([]);
  const { revisions } = await readAlembic({ ...settings, versionTable: "versions", run });
  assert.ok(revisions.every(({ upgrade }) => upgrade.kind === "stub"));
  assert.match(revisions[0]?.upgrade.why ?? "", /versions is not Alembic's version table/);
});
