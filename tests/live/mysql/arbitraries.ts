/**
 * Generated schemas with what MariaDB and MySQL have: their types, options, names and defaults.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Default,
  type ForeignKey,
  type Index,
  type Schema,
  schemaOf,
  sql,
  type Table,
  type Type,
} from "@retort/core/schema";
import fc from "fast-check";

const from = "@retort/mysql/types";

/** Names that the server takes in quotes. */
export const wildName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("name", "Order", "select", "with space", "quo`te", 'dou"ble', "semi;colon"),
  fc.constantFrom(
    "käse",
    "1",
    "__proto__",
    "a.b",
    "it's",
    "back\\slash",
    "rank",
    "\n",
    "x".repeat(200),
  ),
  fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
).map((name) => name.normalize("NFC")).filter(isPossible);

/** What the server refuses as a name, or folds with another. */
function isPossible(name: string): boolean {
  return /^[!-\u024f\u0400-\u04ff]+(?: [!-\u024f\u0400-\u04ff]+)*$/.test(name) &&
    !/[\u007f-\u00a0\u00ad]/.test(name) && !/^(?:primary|gen_clust_index)$/i.test(name);
}

/** Names that the server tells apart: it looks neither at case nor at accents. */
function distinct(min: number, max: number): fc.Arbitrary<string[]> {
  const selector = (name: string): string =>
    name.normalize("NFD").replaceAll(/[\u0300-\u036f]/g, "").toLowerCase();
  return fc.uniqueArray(wildName, { minLength: min, maxLength: max, selector });
}

type Typed = { readonly type: Type; readonly default?: Default };

const text = fc.string({ maxLength: 6 }).filter((value) => value.isWellFormed());
const texts = text.map((value): Default => ({ value }));

function typed(type: Type, defaults?: fc.Arbitrary<Default>): fc.Arbitrary<Typed> {
  if (!defaults) return fc.constant({ type });
  return fc.option(defaults, { nil: undefined }).map((value) => compact({ type, default: value }));
}

const whole = fc.integer({ min: 0, max: 100 }).map((value): Default => ({ value }));
const moments = fc.constantFrom<Default>(
  sql`current_timestamp`,
  sql`now()`,
  { value: "2026-01-02 03:04:05" },
  { value: { date: "2026-11-22T12:00:00.250Z" } },
);
const bytes = fc.uint8Array({ maxLength: 4 }).map((value): Default => ({
  value: { bytes: Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("") },
}));

/** Columns by type, with defaults that fit. */
const columns: fc.Arbitrary<Typed> = fc.oneof(
  typed({ name: "integer" }, whole),
  typed({ name: "bigint" }, fc.constant({ value: { bigint: "-9007199254740993" } })),
  typed({ name: "smallint" }, fc.constant({ value: "12" })),
  typed({ name: "tinyint", from }, whole),
  typed(
    { name: "unsigned bigint", from },
    fc.constant({ value: { bigint: "18446744073709551615" } }),
  ),
  typed({ name: "unsigned integer", from }, whole),
  typed({ name: "boolean" }, fc.boolean().map((value): Default => ({ value }))),
  typed({ name: "numeric", args: [10, 2] }, fc.constantFrom({ value: 1.5 }, { value: "2.50" })),
  typed({ name: "numeric" }, whole),
  typed({ name: "real" }, fc.constantFrom({ value: 1.5 }, { value: 0.1 })),
  typed({ name: "double precision" }, fc.constantFrom({ value: 1e10 }, { value: -0.25 })),
  typed({ name: "varchar", args: [50] }, texts),
  typed({ name: "varchar" }, texts),
  typed({ name: "char", args: [36] }, fc.constant({ value: "x" })),
  typed({ name: "text" }, texts),
  typed({ name: "mediumtext", from }, texts),
  typed(
    { name: "mysql enum", args: [["a", "it's", "back\\slash"]], from },
    fc.constant({ value: "it's" }),
  ),
  typed(
    { name: "enumeration", args: ["mood", ["happy", "so so"]] },
    fc.constant({ value: "happy" }),
  ),
  typed({ name: "set", args: [["x", "y"]], from }, fc.constant({ value: "x,y" })),
  typed(
    { name: "date" },
    fc.constantFrom({ value: "2026-01-01" }, { value: { date: "2026-01-01" } }),
  ),
  typed({ name: "time", args: [3] }, fc.constant({ value: "12:30:00" })),
  typed({ name: "timestamp" }, moments),
  typed({ name: "timestamp", args: [6] }, moments),
  typed({ name: "timestamptz" }, moments),
  typed({ name: "timestamptz", args: [3] }, moments),
  typed({ name: "year", from }, fc.constant({ value: 2020 })),
  typed({ name: "blob" }, bytes),
  typed({ name: "varbinary", args: [8] }, bytes),
  typed({ name: "bit", args: [3], from }),
  typed({ name: "json" }, fc.constant({ value: "{}" })),
  typed({ name: "uuid" }),
  typed({ name: "interval" }, fc.constant({ value: "1 day" })),
  typed({ name: "point", from }),
  typed({ name: "sql type", args: ["int(5) unsigned zerofill"] }),
  typed({ name: "varchar", args: [9], on: { mysql: { name: "text" }, sqlite: { name: "json" } } }),
  typed({ name: "integer" }, fc.constantFrom<Default>(sql`(1 + 2)`, sql`abs(-5)`)),
  typed({ name: "varchar", args: [40] }, fc.constantFrom<Default>(sql`lower('X')`, sql`'it''s'`)),
);

const column: fc.Arbitrary<Omit<Column, "name">> = fc.record({
  typed: columns,
  nullable: fc.boolean(),
  comment: fc.option(text, { nil: undefined }),
  bin: fc.boolean(),
}).map(({ typed: item, nullable, comment, bin }) => {
  const hasCollation = /^(?:varchar|char|text|mediumtext)$/.test(item.type.name) && !item.type.on;
  return compact({
    ...item,
    nullable,
    comment,
    collation: bin && hasCollation ? "utf8mb4_bin" : undefined,
  }) as Omit<Column, "name">;
});

const actions = fc.option(fc.constantFrom("no action", "restrict", "cascade"), { nil: undefined });

/** What of a table is drawn by lot. */
interface Draft {
  readonly columns: readonly Column[];
  readonly parent: string | undefined;
  readonly onDelete: ForeignKey["onDelete"];
  readonly onUpdate: ForeignKey["onUpdate"];
  readonly indexed: readonly string[];
  readonly desc: boolean;
  readonly unique: boolean;
  readonly covered: boolean;
  readonly stored: boolean;
  readonly comment: string | undefined;
  readonly options: Readonly<Record<string, string>> | undefined;
}

/** A table with a numbered `id`, that may point at those before it. */
function table(name: string, number: number, earlier: readonly string[]): fc.Arbitrary<Table> {
  return distinct(1, 5).map((names) => names.filter((item) => item.toLowerCase() !== "id"))
    .chain((names) =>
      fc.record({
        columns: fc.tuple(...names.map((own) => column.map((rest) => ({ name: own, ...rest })))),
        parent: fc.option(fc.constantFrom(...earlier, name), { nil: undefined }),
        onDelete: actions,
        onUpdate: actions,
        indexed: fc.subarray(["id", "other"], { minLength: 1 }),
        desc: fc.boolean(),
        unique: fc.boolean(),
        covered: fc.boolean(),
        stored: fc.boolean(),
        comment: fc.option(text, { nil: undefined }),
        options: fc.constantFrom(undefined, { collate: "utf8mb4_bin" }, {
          rowFormat: "compressed",
        }),
      })
    ).map((draft) => tableOf(name, number, draft));
}

function tableOf(name: string, number: number, draft: Draft): Table {
  const key = keyOf(number, draft);
  return compact({
    name,
    comment: draft.comment,
    columns: [
      { name: "id", type: { name: "integer" }, nullable: false, identity: { always: false } },
      { name: "other", type: { name: "integer" }, nullable: true },
      ...draft.columns,
      {
        name: "twice",
        type: { name: "bigint" },
        nullable: true,
        computed: { expression: sql`other * 2 + length('x')`, stored: draft.stored && !key },
      },
    ],
    primaryKey: { name: "pk", columns: ["id"] },
    uniques: [{ name: "uq", columns: ["other", "id"] }],
    foreignKeys: key ? [key] : [],
    // A column that a foreign key changes can be in no check.
    checks: key
      ? []
      : [{ name: `ck_${number}`, expression: sql`other > 0 AND other <> ${"it's"}` }],
    indexes: draft.covered ? [indexOf(number, draft)] : [],
    options: { mysql: { engine: "InnoDB", ...draft.options }, postgres: { fillfactor: 70 } },
  }) as Table;
}

function keyOf(number: number, draft: Draft): ForeignKey | undefined {
  if (draft.parent === undefined) return undefined;
  return compact({
    name: `fk_${number}`,
    columns: ["other"],
    references: { table: draft.parent, columns: ["id"] },
    onDelete: draft.onDelete,
    onUpdate: draft.onUpdate,
  }) as ForeignKey;
}

function indexOf(number: number, { unique, indexed, desc }: Draft): Index {
  const parts = indexed.map((item) =>
    desc ? { column: item, order: "desc" as const } : { column: item }
  );
  return { name: `ix ${number}`, unique, parts };
}

/** A schema of one to three tables. */
export const schemas: fc.Arbitrary<Schema> = distinct(1, 3)
  .filter((names) => names.every((name) => name.length < 40))
  .chain((names) =>
    fc.tuple(...names.map((name, index) => table(name, index, names.slice(0, index))))
  ).map((tables) => schemaOf(tables));
