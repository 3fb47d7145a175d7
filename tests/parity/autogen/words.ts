/**
 * Ops of retort in the words of Alembic's differences.
 *
 * @module
 */
import {
  type AlterColumn,
  type CoreOp,
  type CreateTable,
  type Op,
  type OpOf,
  spec,
} from "@retort/core/ops";
import {
  type Column,
  type ConstraintData,
  displayName,
  type Index,
  type Schema,
  type Table,
  tableKey,
  type TableName,
} from "@retort/core/schema";
import type { Word } from "./neutral.ts";

type Words = {
  readonly [K in CoreOp["kind"]]?: (op: OpOf<K>, live: Schema) => readonly Word[];
};

const words: Words = {
  createTable: addTable,
  dropTable: (op, live) => {
    const table = live.tables.get(tableKey(op));
    const columns = table?.columns.map(({ name }) => name) ?? [];
    return [{ op: "removeTable", ...named(op), columns }];
  },
  commentTable: (op) => [
    { op: op.comment === null ? "dropTableComment" : "createTableComment", ...at(op) },
  ],
  addColumn: (op) => [{ op: "addColumn", ...at(op), column: columnOf(op.column) }],
  dropColumn: (op, live) => {
    const column = liveTable(op, live)?.columns.find(({ name }) => name === op.column);
    return [{ op: "removeColumn", ...at(op), column: column ? columnOf(column) : null }];
  },
  alterColumn: (op) => changed(op),
  addConstraint: (op) => [constraint("add", op, op.constraint)],
  dropConstraint: (op, live) => {
    const found = constraintsOf(liveTable(op, live))
      .find((item) => item.name === op.name || (op.type === "primaryKey" && item.kind === op.type));
    return [found ? constraint("remove", op, found) : { op: "removeUnknown", name: op.name }];
  },
  createIndex: (op) => [index("addIndex", op, op.index)],
  dropIndex: (op, live) => {
    const found = liveTable(op, live)?.indexes.find(({ name }) => name === op.name);
    return [found ? index("removeIndex", op, found) : { op: "removeUnknown", name: op.name }];
  },
};

/** What an op is to Alembic; ops that it has no word for are told by their description. */
export function wordsOf(op: Op, live: Schema): readonly Word[] {
  const own = words as Readonly<Record<string, (op: Op, live: Schema) => readonly Word[]>>;
  const found = own[op.kind];
  return found ? found(op, live) : [{ op: op.kind, what: spec(op).describe(op) }];
}

interface Place {
  readonly table: string;
  readonly schema?: string;
}

function at({ table, schema }: Place): Place {
  return schema === undefined ? { table } : { table, schema };
}

function named({ name, schema }: TableName): Place {
  return schema === undefined ? { table: name } : { table: name, schema };
}

function liveTable({ table, schema }: Place, live: Schema): Table | undefined {
  return live.tables.get(
    tableKey(schema === undefined ? { name: table } : { name: table, schema }),
  );
}

/** Indexes are made beside their table. */
function addTable({ table }: CreateTable): readonly Word[] {
  const place = named(table);
  const columns = table.columns.map(({ name }) => name);
  return [
    { op: "addTable", ...place, columns },
    ...table.indexes.map((item) => index("addIndex", place, item)),
  ];
}

function columnOf({ name, nullable }: Column): Word["column"] {
  return { name, nullable };
}

function changed({ table, schema, column, set }: AlterColumn): readonly Word[] {
  const place = { ...at(schema === undefined ? { table } : { table, schema }), column };
  const found: Word[] = [];
  const { type, nullable, comment, collation } = set;
  if (type) found.push({ op: "modifyType", ...place, to: type });
  if (nullable !== undefined) found.push({ op: "modifyNullable", ...place, to: nullable });
  // Numbering, and ON UPDATE, which is an option of the column here, are defaults to Alembic.
  const values = [set.default, set.identity, set.options].filter((value) => value !== undefined);
  if (values.length > 0) found.push({ op: "modifyDefault", ...place, to: values });
  if (comment !== undefined) found.push({ op: "modifyComment", ...place, to: comment });
  if (collation !== undefined) found.push({ op: "modifyCollation", ...place, to: collation });
  return found;
}

type Item = Exclude<ConstraintData, { readonly kind: "index" }>;

function constraintsOf(table: Table | undefined): readonly Item[] {
  if (!table) return [];
  const { primaryKey, uniques, foreignKeys, checks, excludes = [] } = table;
  return [
    ...(primaryKey ? [{ kind: "primaryKey" as const, ...primaryKey }] : []),
    ...uniques.map((item) => ({ kind: "unique" as const, ...item })),
    ...foreignKeys.map((item) => ({ kind: "foreignKey" as const, ...item })),
    ...checks.map((item) => ({ kind: "check" as const, ...item })),
    ...excludes.map((item) => ({ kind: "exclude" as const, ...item })),
  ];
}

function constraint(verb: "add" | "remove", place: Place, item: Item): Word {
  const name = item.name ?? null;
  if (item.kind !== "foreignKey") {
    const columns = "columns" in item ? item.columns : undefined;
    return { op: `${verb}Constraint`, kind: item.kind, ...at(place), name, columns };
  }
  const { table, schema, columns } = item.references;
  const target = displayName(schema === undefined ? { name: table } : { name: table, schema });
  const refs = columns.map((column) => `${target}.${column}`);
  return { op: `${verb}ForeignKey`, ...at(place), name, columns: item.columns, refs };
}

function index(op: string, place: Place, item: Index): Word {
  const columns = item.parts.map(({ column }) => column ?? "an expression");
  return { op, ...at(place), name: item.name, columns, unique: item.unique };
}
