/**
 * Types: read as they are written, by the dialect and by the server.
 *
 * @module
 */
import { messageOf } from "../errors/mod.ts";
import { createTable } from "../ops/builders.ts";
import type { Op } from "../ops/mod.ts";
import * as make from "../schema/types.ts";
import {
  type Column,
  type ColumnBuilder,
  emptySchema,
  same,
  type Schema,
  type Table,
  tableKey,
  type Type,
} from "../schema/mod.ts";
import { type Live, runOps } from "./execute.ts";
import { expect } from "./expect.ts";
import { type Ground, namesOn, takes } from "./ground.ts";
import type { Check } from "./suite.ts";

const builders: readonly ColumnBuilder[] = [
  make.integer(),
  make.bigint(),
  make.smallint(),
  make.numeric(10, 2),
  make.numeric(5),
  make.real(),
  make.doublePrecision(),
  make.boolean(),
  make.varchar(),
  make.varchar(20),
  make.char(3),
  make.text(),
  make.date(),
  make.time(),
  make.time(3),
  make.timestamp(),
  make.timestamp(3),
  make.timestamptz(),
  make.timestamptz(3),
  make.interval(),
  make.blob(),
  make.varbinary(16),
  make.uuid(),
  make.json(),
];

/** The standard types that a dialect renders, and those of its own that it was told of. */
export function typesOf(
  { dialect, options }: Pick<Ground, "dialect" | "options">,
): readonly Type[] {
  const all = [...builders.map(({ spec }) => spec.type), ...options.types ?? []];
  return all.filter((type) => takes(dialect, [tableWith([type])]));
}

/** The checks on types. */
export const typeChecks: readonly Check[] = [
  { group: "types", name: "a type is read as it is written", run: parsesWhatItFormats },
  { group: "types", name: "the server keeps types", run: serverKeepsTypes },
  { group: "types", name: "types differ where the server tells them apart", run: tellsApart },
];

function tableWith(types: readonly Type[], name = "every_type"): Op {
  const columns = types.map((type, n): Column => ({ name: `c${n}`, type, nullable: true }));
  const { table } = createTable(name, {});
  return { kind: "createTable", table: { ...table, columns } };
}

function parsesWhatItFormats(ground: Ground): Promise<void> {
  const { types } = ground.dialect;
  const all = typesOf(ground);
  expect(all.length > 0, "the dialect renders some type");
  const wrong = all.flatMap((type) => {
    const text = types.format(type);
    const back = types.parse(text);
    return types.same(back, type) ? [] : [`${text} is read as ${JSON.stringify(back)}`];
  });
  expect(wrong.length === 0, "same(parse(format(type)), type)", wrong);
  ground.note(`${all.length} types`);
  return Promise.resolve();
}

async function serverKeepsTypes(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const wrong: string[] = [];
  const all = typesOf(ground);
  for (const [n, type] of all.entries()) wrong.push(...await problemOf(live, type, `type_${n}`));
  expect(wrong.length === 0, "a column is read back with the type that it was made with", wrong);
  ground.note(`${all.length} types`);
}

async function problemOf(live: Live, type: Type, name: string): Promise<readonly string[]> {
  const { dialect } = live;
  const text = dialect.types.format(type);
  const op = tableWith([type], name);
  try {
    await runOps(live, { ops: [op], state: emptySchema });
  } catch (error) {
    return [`${text}: ${messageOf(error)}`];
  }
  const read = await live.dialect.inspect?.(live.db, { tables: [{ name }] });
  const [found] = columnsOf(read, live, name);
  const [wanted] = columnsOf({ ...emptySchema, tables: mapOf(op) }, live, name);
  if (found && wanted && dialect.types.same(found.type, wanted.type)) return [];
  return [`${text} comes back as ${JSON.stringify(found?.type)}`];
}

function mapOf(op: Op): ReadonlyMap<string, Table> {
  const { table } = op as { readonly table: Table } & Op;
  return new Map([[tableKey(table), table]]);
}

/** The columns of a table, normalised. */
function columnsOf(
  schema: Schema | undefined,
  live: Live,
  name: string,
): readonly Column[] {
  const normal = live.dialect.normalize(schema ?? emptySchema, namesOn(live));
  return normal.tables.get(tableKey({ name }))?.columns ?? [];
}

/** What is the same to the dialect must be one type to the server: else a change goes unseen. */
async function tellsApart(ground: Ground): Promise<void> {
  const { dialect } = ground;
  const { live } = await ground.database();
  const all = typesOf(ground);
  const op = tableWith(all);
  await runOps(live, { ops: [op], state: emptySchema });
  const found = await dialect.inspect?.(live.db, { tables: [{ name: "every_type" }] });
  const seen = columnsOf(found, live, "every_type");
  const wanted = columnsOf({ ...emptySchema, tables: mapOf(op) }, live, "every_type");
  const wrong = all.flatMap((a, n) =>
    all.slice(0, n).flatMap((b, m) => {
      const [x, y, left, right] = [wanted[n], wanted[m], seen[n], seen[m]];
      if (!x || !y || !left || !right) return [`${dialect.types.format(a)} is not read back`];
      const one = dialect.types.same(x.type, y.type);
      if (one === same(left.type, right.type)) return [];
      const texts = [a, b].map((type) => dialect.types.format(type)).join(" and ");
      return [`${texts} are ${one ? "one" : "two"} to the dialect, and not so to the server`];
    })
  );
  expect(wrong.length === 0, "types differ where the server tells them apart", wrong);
}
