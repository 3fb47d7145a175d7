/**
 * Where generated models are brought into MariaDB or MySQL.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import {
  type Schema,
  schemaOf,
  type Sql,
  sql,
  type SqlName,
  type Table,
} from "@retort/core/schema";
import type { Ground } from "../phantoms.ts";
import { schemas } from "./arbitraries.ts";
import { dialectFor, reset } from "./server.ts";

/** A database in which nothing is. */
export function groundOf(db: Connection): Ground {
  return { dialect: dialectFor(db), db, schemas: schemas.map(withMore), fresh: () => reset(db) };
}

/** Expressions by the type of the column that they name, as people write them. */
const wishes: Readonly<Record<string, (column: SqlName) => Sql>> = {
  integer: (c) => sql`not (${c} between 1 and 9) or ${c} in (1, 2, -3)`,
  smallint: (c) => sql`abs(${c}) < 100`,
  numeric: (c) => sql`${c} > 0.5 or ${c} is null`,
  "double precision": (c) => sql`${c} * 2 < 10.5e11`,
  boolean: (c) => sql`${c} is not true or ${c} = false`,
  text: (c) => sql`char_length(${c}) < 99 and ${c} not in ('a', 'it''s')`,
  varchar: (c) => sql`lower(${c}) <> 'x' and ${c} like '%'`,
  date: (c) => sql`${c} > '2020-01-01'`,
  timestamp: (c) => sql`year(${c}) != 1999`,
};

/** The schema with checks and computed columns that name columns, and with keys of two columns. */
function withMore(schema: Schema): Schema {
  const tables = Array.from(schema.tables.values(), enrich);
  return schemaOf([...tables, ...keysOfTwo(schema.tables.size)]);
}

function enrich(table: Table, number: number): Table {
  const plain = table.columns.filter(({ name, computed }) =>
    computed === undefined && name !== "id" && name !== "other"
  );
  const wished = plain.flatMap(({ name, type }, n) => {
    const expression = wishes[type.name]?.(sql.name(name));
    return expression && !type.on ? [{ name: `wish_${number}_${n}`, expression }] : [];
  });
  return { ...table, checks: [...table.checks, ...wished] };
}

/** A table and one that points at it, by two columns; what happens then differs by a number. */
function keysOfTwo(number: number): readonly Table[] {
  const columns = ["a", "b"].map((name) => {
    return { name, type: { name: "integer" }, nullable: false };
  });
  const bare = { columns, uniques: [], foreignKeys: [], checks: [], indexes: [] };
  const action = (["cascade", "restrict", "no action"] as const)[number % 3] ?? "cascade";
  return [
    { ...bare, name: "pair one", primaryKey: { columns: ["b", "a"] } },
    {
      ...bare,
      name: "pair two",
      primaryKey: { columns: ["a", "b"] },
      foreignKeys: [{
        name: "fk pair",
        columns: ["a", "b"],
        references: { table: "pair one", columns: ["b", "a"] },
        onDelete: action,
      }],
    },
  ];
}
