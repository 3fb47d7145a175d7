import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import * as op from "../ops/builders.ts";
import { columns, date, integer, sql, varchar } from "../schema/mod.ts";
import { quote } from "./code.ts";
import { locateOp } from "./locate.ts";
import { Imports } from "./imports.ts";
import { printMigration, printOp } from "./print.ts";
import { readModule } from "./exports.ts";
import { opsOf } from "./read.ts";
import { fileNameOf, slugOf, writeRevision } from "./template.ts";

const cx = { dialect: "sqlite", flavour: "sqlite", x: {}, offline: false };
const code = (wanted: string) => (error: unknown): boolean =>
  isRetortError(error) && error.code === wanted;

Deno.test("printOp() prints what fits on one line on one line", () => {
  assert.equal(
    printOp(op.addColumn("users", "dob", date())),
    'op.addColumn("users", "dob", date())',
  );
});

Deno.test("printOp() puts each column of a table on its line", () => {
  assert.equal(
    printOp(op.createTable("users", {
      id: integer().primaryKey(),
      name: varchar(50).notNull().default("x"),
    })),
    `op.createTable("users", {
  id: integer().primaryKey(),
  name: varchar(50).notNull().default("x"),
})`,
  );
});

Deno.test("printOp() keeps names that an object would reorder or swallow", () => {
  const text = printOp(op.createTable("t", columns([["b", integer()], ["1", integer()]])));
  assert.match(text, /columns\(\[/);
});

Deno.test("printOp() escapes templates", () => {
  const printed = printOp(op.execute(sql`select '\`', ${"${x}"}`));
  assert.equal(printed, "op.execute(sql`select '\\`', ${\"${x}\"}`)");
});

Deno.test("printOp() refuses functions", () => {
  assert.throws(() => printOp(op.run("x", () => {})), code("source/unprintable"));
});

Deno.test("quote() takes the quotes that need fewer escapes", () => {
  assert.equal(quote('say "hi"'), "'say \"hi\"'");
  assert.equal(quote("it's"), '"it\'s"');
});

Deno.test("writeRevision() leaves downgrade out where there is none", () => {
  const header = { revision: "a", down: [], dependsOn: [], labels: [], message: "m" };
  const text = writeRevision({ ...header, date: new Date(0), upgrade: [] });
  assert.ok(!text.includes("downgrade"));
  assert.ok(text.endsWith("export const upgrade = [];\n"));
});

Deno.test("writeRevision() refuses a template with an unknown token", () => {
  const header = { revision: "a", down: [], dependsOn: [], labels: [], message: "m" };
  assert.throws(
    () => writeRevision({ ...header, date: new Date(0), upgrade: [] }, { template: "{{nope}}" }),
    code("source/bad-template"),
  );
});

Deno.test("fileNameOf() fills Alembic's tokens", () => {
  const draft = { revision: "ab12", message: "Add  dob, please!", date: new Date(0) };
  const settings = { fileTemplate: "%(year)d_%(month).2d_%(day).2d-%(rev)s_%(slug)s" };
  assert.equal(
    fileNameOf(draft, { ...settings, truncateSlugLength: 40 }),
    "1970_01_01-ab12_add_dob_please.ts",
  );
  assert.equal(
    fileNameOf({ ...draft, message: "" }, {
      fileTemplate: "%(rev)s_%(slug)s",
      truncateSlugLength: 9,
    }),
    "ab12.ts",
  );
});

Deno.test("slugOf() cuts at a word", () => {
  assert.equal(slugOf("add column to user table", 12), "add_column");
  assert.equal(slugOf("add column to user table", 10), "add_column");
  assert.equal(slugOf("abcdefghij", 5), "abcde");
  assert.equal(slugOf("Größe ändern", 40), "größe_ändern");
});

Deno.test("locateOp() finds the op in the list, not those inside it", () => {
  const text = `export const revision = "a";
export const upgrade = [
  op.execute("x", { effects: [op.dropTable("y")] }), // op.dropTable("no")
  op.dropTable("z"),
];
export const downgrade = [op.dropTable("w")];`;
  assert.deepEqual(locateOp({ path: "f", text }, "upgrade", 1), { file: "f", line: 4, column: 3 });
  assert.deepEqual(locateOp({ path: "f", text }, "downgrade", 0), {
    file: "f",
    line: 6,
    column: 27,
  });
  assert.deepEqual(locateOp({ path: "f", text }, "upgrade", 7), { file: "f", line: 2, column: 1 });
});

Deno.test("locateOp() finds the op in the list of a database", () => {
  const text = [
    "export const upgrade = {",
    '  app: [op.dropTable("a")],',
    '  "audit log": [',
    '    op.createTable("b", { app: [1] }),',
    '    op.dropTable("c"),',
    "  ],",
    "};",
    "export const downgrade = { app: [], other: [op.dropTable('d')] };",
  ].join("\n");
  const line = (
    direction: "upgrade" | "downgrade",
    database: string,
    index: number,
  ): string => {
    const { line, column } = locateOp({ path: "x.ts", text }, direction, { index, database });
    return `${line}:${column}`;
  };
  assert.equal(line("upgrade", "app", 0), "2:9");
  assert.equal(line("upgrade", "audit log", 1), "5:5");
  assert.equal(line("downgrade", "other", 0), "8:45");
});

Deno.test("a renderer of one's own gives code for ops, types and defaults, with imports", () => {
  const imports = new Imports({
    renderItem(item) {
      if (item.noun === "op" && item.op.kind === "dropTable") return { code: "gone()" };
      if (item.noun === "default") return { code: "zero", imports: { "./own.ts": ["zero"] } };
      const { name } = item.noun === "type" ? item.type : { name: "" };
      return name === "varchar" ? { code: "word()", imports: { "@x/y": ["word"] } } : undefined;
    },
  });
  const ops = [
    op.dropTable("a"),
    op.addColumn("a", "b", varchar(9).notNull().default("x")),
    op.addColumn("a", "c", integer()),
  ];
  assert.deepEqual(ops.map((item) => printOp(item, imports)), [
    "gone()",
    'op.addColumn("a", "b", word().notNull().default(zero))',
    'op.addColumn("a", "c", integer())',
  ]);
  assert.deepEqual(imports.lines(), [
    'import { integer, op } from "@retort/core";',
    'import { word } from "@x/y";',
    'import { zero } from "./own.ts";',
  ]);
});

Deno.test("printMigration() writes a list for each database", () => {
  const ops = { app: [op.dropTable("a")], "audit log": [] };
  assert.equal(
    printMigration(ops, "upgrade", new Imports()),
    'export const upgrade = {\n  app: [op.dropTable("a")],\n  "audit log": [],\n};',
  );
});

Deno.test("readModule() names what is wrong with the exports", () => {
  assert.throws(() => readModule({}, "f"), code("source/no-revision"));
  assert.throws(() => readModule({ revision: 1 }, "f"), code("source/bad-export"));
  assert.throws(() => readModule({ revision: "a" }, "f"), {
    code: "source/bad-export",
    message: /^"downRevision" in f is not there: it names the revision before, or is null/,
  });
  const base = { revision: "a", downRevision: null };
  assert.throws(() => readModule(base, "f"), code("source/no-migration"));
  assert.throws(() => readModule({ ...base, upgrade: "x" }, "f"), code("source/bad-export"));
});

Deno.test("opsOf() evaluates functions and picks the list of a database", () => {
  const ops = [op.dropTable("a")];
  const base = { revision: "a", downRevision: null };
  assert.deepEqual(opsOf({ ...base, upgrade: () => ops }, "upgrade", cx), ops);
  const several = { ...base, upgrade: { app: ops, audit: [] } };
  assert.deepEqual(opsOf(several, "upgrade", { ...cx, database: "app" }), ops);
  assert.deepEqual(opsOf(several, "upgrade", { ...cx, database: "other" }), []);
  assert.equal(opsOf({ ...base, upgrade: ops }, "downgrade", cx), undefined);
  assert.throws(() => opsOf(several, "upgrade", cx), code("source/unnamed-database"));
  const other = { ...cx, database: "app", databases: ["app"] };
  assert.throws(() => opsOf(several, "upgrade", other), code("source/unknown-database"));
});

Deno.test("opsOf() refuses what no op builder made", () => {
  const module = { revision: "a", downRevision: null, upgrade: [{ kind: "nope" }] };
  assert.throws(() => opsOf(module as never, "upgrade", cx), code("op/not-an-op"));
});

Deno.test("async functions are refused: readModule() knows the file, opsOf() sees a promise", () => {
  const base = { revision: "a", downRevision: null };
  const module = { ...base, upgrade: () => Promise.resolve([]) };
  assert.throws(() => opsOf(module as never, "upgrade", cx), { message: /must not be async/ });
  assert.throws(
    () => readModule({ ...base, upgrade: async () => await Promise.resolve([]) }, "a.ts"),
    { code: "source/bad-export", message: /^"upgrade" in a.ts is not a plain function/ },
  );
});
