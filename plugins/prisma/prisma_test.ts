import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { prisma, prismaSchema } from "./mod.ts";

const head = 'datasource db {\n  provider = "postgresql"\n  extensions = [citext, ' +
  'uuid(map: "uuid-ossp", schema: "public")]\n}\n';

function refused(text: string, wanted: RegExp): void {
  assert.throws(() => prismaSchema(text), (error: unknown) => {
    assert.ok(isRetortError(error) && error.code === "schema/bad-source", String(error));
    assert.match(error.message, wanted);
    return true;
  });
}

Deno.test("prismaSchema() says where a schema can't be read", () => {
  refused("model User {\n  id Int @id\n}", /no datasource/);
  refused('datasource db {\n  provider = "mongodb"\n}', /"mongodb"/);
  refused(`${head}model User {\n  id Int @id\n`, /has no end/);
  refused(`${head}model User {\n  id Int @id %\n}`, /^schema\.prisma:6: "%" is not expected here/);
  refused(`${head}model User {\n  id @id\n}`, /^schema\.prisma:6: its type is wanted here/);
  refused(`${head}model User {\n  id Thing @id\n}`, /has the type Thing, which is none/);
  refused(`${head}model User {\n  id Int\n  @@id([no])\n}`, /model User has no field no/);
  refused(`${head}model User {\n  id Int @default(now(\n}`, /wanted here/);
  refused(`${head}model User {\n  id Int @id @default(sequence())\n}`, /CockroachDB/);
});

Deno.test("prismaSchema() names what is not managed", () => {
  const text = head.replace("provider", 'relationMode = "prisma"\n  provider') +
    "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  aId Int\n" +
    "  a A @relation(fields: [aId], references: [id])\n}\nview Seen {\n  id Int @unique\n}\n";
  const metadata = prismaSchema(text);
  assert.deepEqual(metadata.notes, [
    "view Seen is not managed: Prisma does not say its query",
    'relations have no foreign keys: relationMode is "prisma"',
  ]);
  const { tables, extensions } = metadata.schema();
  assert.deepEqual([...tables.keys()], ["A", "B"]);
  assert.deepEqual(tables.get("B")?.foreignKeys, []);
  assert.deepEqual([...extensions?.values() ?? []], [
    { name: "citext" },
    { name: "uuid-ossp", schema: "public" },
  ]);
});

Deno.test("prismaSchema() reads comments, arguments over several lines and odd texts", () => {
  const table = prismaSchema(
    `${head}/* a block\n of comment */\nmodel A {\n  a Int // key\n  /// about b\n` +
      `  b String @default("say \\"it's\\" // here") @map("b.b")\n  @@id([\n    a,\n    b,\n  ])\n` +
      `  @@index(fields: [b], map: "ix", where: raw("a > 1"))\n  @@ignore\n}\n`,
  ).schema().tables.get("A");
  assert.deepEqual(table?.primaryKey, { name: "A_pkey", columns: ["a", "b.b"] });
  assert.deepEqual(table?.columns[1]?.default, { value: `say "it's" // here` });
  assert.deepEqual(table?.indexes, [{
    name: "ix",
    unique: false,
    parts: [{ column: "b.b" }],
    where: { sql: ["a > 1"] },
  }]);
});

Deno.test("prisma() joins several files, and names the one that is wrong", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/db.prisma`, head);
    await Deno.writeTextFile(`${folder}/a.prisma`, "model A {\n  id Int @id\n}\n");
    const metadata = await prisma([`${folder}/db.prisma`, `${folder}/a.prisma`]);
    assert.deepEqual([...metadata.schema().tables.keys()], ["A"]);
    await Deno.writeTextFile(`${folder}/a.prisma`, "model A {\n");
    await assert.rejects(prisma([`${folder}/db.prisma`, `${folder}/a.prisma`]), /^.*a\.prisma:/);
    await assert.rejects(prisma(`${folder}/none.prisma`), /none\.prisma: No such file/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
