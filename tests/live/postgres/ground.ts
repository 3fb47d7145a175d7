/**
 * Where generated models are brought into PostgreSQL.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import {
  type Column,
  type Schema,
  schemaOf,
  type Sql,
  sql,
  type SqlName,
  type Table,
} from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { filled } from "../filled.ts";
import type { Ground } from "../phantoms.ts";
import { postgresSchema } from "./arbitraries.ts";
import { reset } from "./server.ts";

/** A database with the schema that some generated tables are in. */
export function groundOf(db: Connection): Ground {
  let count = 0;
  return {
    dialect: postgres,
    db,
    schemas: postgresSchema.map(withExpressions),
    fill: (ops, live) => filled(ops, live, postgres),
    // The server can't add a foreign key over arrays of varchar to a table that is there, and only
    // the author knows whether a column that is serial no more goes on being numbered.
    mayRefuse:
      /\(42804\).*cannot determine element type of "anyarray"|serial column .* know what becomes/,
    async fresh() {
      await reset(db);
      // What thousands of dropped tables leave in the catalog makes every look at it slow.
      if (++count % 50 === 0) await db.execute({ sql: "VACUUM ANALYZE" });
      await db.execute({ sql: "CREATE SCHEMA audit" });
    },
  };
}

/** Expressions by the type of the column that they name, as people write them. */
const wishes: Readonly<Record<string, (column: SqlName) => Sql>> = {
  integer: (c) => sql`not (${c} between 1 and 9) or ${c} in (1, 2, -3)`,
  bigint: (c) => sql`${c} >= 0 and ${c} != 7`,
  smallint: (c) => sql`abs(${c}) < 100`,
  numeric: (c) => sql`${c} > 0.5 or ${c} is null`,
  real: (c) => sql`${c} * 2 < 10.5`,
  boolean: (c) => sql`${c} is not true or ${c} = false`,
  text: (c) => sql`length(${c}) > 2 and ${c} not in ('a', 'it''s')`,
  varchar: (c) => sql`lower(${c}) <> 'x' and ${c} like 'a%'`,
  date: (c) => sql`${c} > '2020-01-01'`,
  timestamp: (c) => sql`${c} < now() + interval '1 day'`,
  timestamptz: (c) => sql`extract(year from ${c}) > 2000`,
  jsonb: (c) => sql`${c} ? 'a' or ${c} ->> 'b' = 'c'`,
  enumeration: (c) => sql`${c} = 'happy'`,
};

/** The schema with checks, partial and expression indexes and computed columns that name columns. */
function withExpressions(schema: Schema): Schema {
  return schemaOf(Array.from(schema.tables.values(), enrich));
}

function enrich(table: Table): Table {
  const plain = table.columns.filter(({ computed }) => computed === undefined);
  const wished = plain.flatMap(({ name, type }, n) => {
    const expression = wishes[type.name]?.(sql.name(name));
    return expression ? [{ name: `wish_${n}`, expression }] : [];
  });
  const text = plain.find(({ type }) => type.name === "text" || type.name === "varchar");
  const number = plain.find(({ type }) => type.name === "integer");
  const calculated: readonly Column[] = number === undefined ? [] : [{
    name: "calculated",
    type: { name: "bigint" },
    nullable: true,
    computed: { expression: sql`coalesce(${sql.name(number.name)}, 0) * 2 + 1`, stored: true },
  }];
  const [first] = wished;
  return {
    ...table,
    columns: [...table.columns, ...calculated],
    checks: [...table.checks, ...wished],
    indexes: [
      ...table.indexes,
      ...(text
        ? [{
          name: `ix_${table.name.slice(0, 20)}${table.name.slice(-2)}_text`,
          unique: false,
          parts: [{ expression: sql`lower(${sql.name(text.name)}) || 'x'` }],
          ...(first && !/now|extract/.test(JSON.stringify(first.expression))
            ? { where: first.expression }
            : {}),
        }]
        : []),
    ],
  };
}
