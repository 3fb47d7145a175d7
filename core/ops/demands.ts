/**
 * What ops in a row demand of the rows that are there before the first of them.
 *
 * @module
 */
import {
  displayName,
  isHole,
  isSql,
  mentionsColumn,
  plainText,
  type Sql,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import { type Demand, demandsOfConstraint, demandsOfOp } from "./demand.ts";
import { beforeRenames, flat, type Rename, renameOf } from "./losses.ts";
import { type Op, spec } from "./mod.ts";
import { target } from "./op.ts";

export type { Demand } from "./demand.ts";

/** A demand of one of several ops. */
export interface FoundDemand {
  /** The index of the op. */
  readonly op: number;
  /** What it demands, by the names that hold before the first op. */
  readonly demand: Demand;
  /** The index of an earlier op that makes or changes what is demanded, so that no query can tell. */
  readonly after?: number;
  /** The same in words, where it is no earlier op. */
  readonly unclear?: string;
}

/** What the ops before have done. */
interface Past {
  readonly renames: Rename[];
  /** The tables and columns that were made, by op. */
  readonly made: Map<string, number>;
  /** The columns that hold no null any more. */
  readonly filled: Set<string>;
  /** The tables whose rows were changed, by op. */
  readonly changed: Map<string, number>;
  /** Texts of SQL, and `undefined` for functions, which may change anything. */
  readonly opaque: { readonly op: number; readonly text: string | undefined }[];
}

/**
 * The demands of ops in a row, each by the names that a database knows before the run; `more` are
 * such as an op can't know by itself.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import { demandsOf } from "@retort/core/ops";
 *
 * const ops = [op.renameTable("people", "users"), op.alterColumn("users", "age", { nullable: false })];
 * demandsOf(ops)[0]?.demand; // { kind: "not null", table: { name: "people" }, column: "age" }
 * ```
 */
export function demandsOf(
  ops: readonly Op[],
  more: ReadonlyMap<Op, readonly Demand[]> = new Map(),
): readonly FoundDemand[] {
  const past: Past = {
    renames: [],
    made: new Map(),
    filled: new Set(),
    changed: new Map(),
    opaque: [],
  };
  return ops.flatMap((op, index) => {
    const own = flat([op]).flatMap((item) => {
      const found = [...demandsOfOp(item), ...more.get(item) ?? []]
        .flatMap((demand) => placed(demand, index, past));
      remember(item, index, past);
      return found;
    });
    const together = ofBatch(op).flatMap((demand) => placed(demand, index, past));
    return [...own, ...together];
  });
}

function ofBatch(op: Op): readonly Demand[] {
  if (op.kind !== "batchAlterTable" || !("tableArgs" in op)) return [];
  const table = target(op.table, op.schema);
  return (op.tableArgs ?? []).flatMap((data) => demandsOfConstraint(table, data));
}

/** A demand by the names of before, unless an earlier op has met it already. */
function placed(demand: Demand, op: number, past: Past): readonly FoundDemand[] {
  const columns = columnsOf(demand);
  const { table } = demand;
  const keys = columns.map((column) => keyOf(table, column, past));
  if (demand.kind === "not null" && keys.every((key) => past.filled.has(key))) return [];
  if (isEmpty(table, past)) return [];
  if (demand.kind === "unclear") return [{ op, demand, unclear: demand.why }];
  const before = original(demand, past);
  const after = makerOf(demand, keys, past);
  if (after !== undefined) return [{ op, demand: before, after }];
  const renamed = past.renames.find((rename) =>
    rename.column !== undefined &&
    keyOf(rename.table, undefined, past) === keyOf(table, undefined, past)
  );
  if (renamed !== undefined && expressionsOf(demand).length > 0) {
    return [{ op, demand: before, unclear: "its text has names that columns do not have yet" }];
  }
  return [{ op, demand: before }];
}

/** The op that makes what is demanded, or changes its rows. */
function makerOf(demand: Demand, keys: readonly string[], past: Past): number | undefined {
  const tables = [demand.table, ...(demand.kind === "reference" ? [targetOf(demand)] : [])];
  for (const table of tables) {
    const maker = past.made.get(keyOf(table, undefined, past)) ?? writerOf(table, past);
    if (maker !== undefined) return maker;
  }
  const mentioned = expressionsOf(demand).flatMap((text) => mentions(text, demand.table, past));
  for (const key of [...keys, ...mentioned]) {
    const maker = past.made.get(key);
    if (maker !== undefined) return maker;
  }
  return undefined;
}

/** The op that writes rows of a table, or may. */
function writerOf(table: TableName, past: Past): number | undefined {
  const key = keyOf(table, undefined, past);
  const words = [table.name, key.split("\u001f").at(-1) ?? table.name];
  return past.changed.get(key) ??
    past.opaque.find(({ text }) => text === undefined || words.some((word) => hasWord(text, word)))
      ?.op;
}

/** Whether a table is made by these ops, and none of them writes rows into it. */
function isEmpty(table: TableName, past: Past): boolean {
  return past.made.has(keyOf(table, undefined, past)) && writerOf(table, past) === undefined;
}

/** Whether a text has a name as a whole word, in whatever case. */
function hasWord(text: string, name: string): boolean {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped}(?![\\p{L}\\p{N}_$])`, "iu").test(text);
}

/** The keys of columns that were made before and that an expression names. */
function mentions(expression: Sql, table: TableName, past: Past): readonly string[] {
  const start = `${keyOf(table, undefined, past)}\u001f\u001f`;
  return [...past.made.keys()].filter((key) =>
    key.startsWith(start) && mentionsColumn(expression, new Set([key.slice(start.length)]))
  );
}

function targetOf({ key: { references } }: Demand & { readonly kind: "reference" }): TableName {
  return target(references.table, references.schema);
}

function expressionsOf(demand: Demand): readonly Sql[] {
  if (demand.kind === "check") return [demand.expression];
  if (demand.kind !== "unique") return [];
  return [demand.where, ...demand.parts.map(({ expression }) => expression)]
    .filter((item) => item !== undefined);
}

function columnsOf(demand: Demand): readonly string[] {
  switch (demand.kind) {
    case "not null":
    case "type":
    case "value":
      return [demand.column];
    case "unique":
      return demand.parts.flatMap(({ column }) => column ?? []);
    case "reference":
      return demand.key.columns;
    default:
      return [];
  }
}

/** A demand in the names of before. */
function original(demand: Demand, { renames }: Past): Demand {
  const { table } = beforeRenames({ table: demand.table }, renames);
  const name = (column: string): string =>
    beforeRenames({ table: demand.table, column }, renames).column;
  switch (demand.kind) {
    case "not null":
    case "type":
    case "value":
      return { ...demand, table, column: name(demand.column) };
    case "unique": {
      const parts = demand.parts.map((part) =>
        part.column === undefined ? part : { ...part, column: name(part.column) }
      );
      return { ...demand, table, parts };
    }
    case "reference":
      return { ...demand, table, key: originalKey(demand, name, renames) };
    default:
      return { ...demand, table };
  }
}

function originalKey(
  demand: Demand & { readonly kind: "reference" },
  name: (column: string) => string,
  renames: readonly Rename[],
): (Demand & { readonly kind: "reference" })["key"] {
  const { key } = demand;
  const other = targetOf(demand);
  const { table } = beforeRenames({ table: other }, renames);
  const columns = key.references.columns.map((column) =>
    beforeRenames({ table: other, column }, renames).column
  );
  const place = table.schema === undefined ? {} : { schema: table.schema };
  return {
    ...key,
    columns: key.columns.map(name),
    references: { table: table.name, ...place, columns },
  };
}

/** The key of a table, or of a column, by the names of before. */
function keyOf(table: TableName, column: string | undefined, { renames }: Past): string {
  if (column === undefined) return tableKey(beforeRenames({ table }, renames).table);
  const found = beforeRenames({ table, column }, renames);
  return `${tableKey(found.table)}\u001f\u001f${found.column}`;
}

/** What later ops have to know of an op. */
function remember(op: Op, index: number, past: Past): void {
  if (op.kind === "createTable" && "table" in op && typeof op.table === "object") {
    const key = keyOf(op.table, undefined, past);
    past.made.set(key, index);
    // It may be another table that is there already.
    if (op.ifNotExists) past.changed.set(key, index);
  } else if (op.kind === "addColumn" && "column" in op) {
    past.made.set(keyOf(target(op.table, op.schema), op.column.name, past), index);
  } else if (op.kind === "fillColumn" && "value" in op) {
    const table = target(op.table, op.schema);
    const { value } = op;
    // An expression may give null.
    const sure = value !== null && !isSql(value) && !isHole(value);
    if (sure) past.filled.add(keyOf(table, op.column, past));
    past.made.set(keyOf(table, op.column, past), index);
  } else if (op.kind === "execute" && "sql" in op) {
    const texts = [op.sql, ...Object.values(op.on ?? {})];
    past.opaque.push({ op: index, text: texts.map(plainText).join("\n") });
  } else rememberOther(op, index, past);
  const rename = renameOf(op);
  if (rename) past.renames.push(rename);
}

/** Other ops that write rows, also those of plugins. */
function rememberOther(op: Op, index: number, past: Past): void {
  if (!/^(?:run|bulkInsert|backfill)$|:/.test(op.kind)) return;
  const { all, writes } = spec(op).touches(op);
  if (all) past.opaque.push({ op: index, text: undefined });
  for (const key of writes) {
    const [first = key, name] = key.split("\u001f");
    const table = name === undefined ? { name: first } : { name, schema: first };
    past.changed.set(keyOf(table, undefined, past), index);
  }
}

/** A demand in words: `users.age is not null`. */
export function describeDemand(demand: Demand): string {
  const table = displayName(demand.table);
  switch (demand.kind) {
    case "not null":
      return `${table}.${demand.column} is not null`;
    case "no rows":
      return `${table} has no rows without ${demand.added.name}`;
    case "type":
      return `${table}.${demand.column} has values of the new type`;
    case "value":
      return `${table}.${demand.column} does not hold "${demand.value}"`;
    case "unique":
      return `${table} has no two rows alike in ${
        demand.parts.map((part) => part.column ?? (part.expression && plainText(part.expression)))
          .join(", ")
      }`;
    case "reference":
      return `${table} (${demand.key.columns.join(", ")}) points at rows of ${
        displayName(targetOf(demand))
      }`;
    case "check":
      return `${demand.name ?? plainText(demand.expression)} holds for ${table}`;
    case "unclear":
      return table;
  }
}
