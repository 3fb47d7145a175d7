/**
 * Models of many tables, as the bench of autogenerate needs them: ten columns, one foreign key and
 * two indexes each.
 *
 * @module
 */
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  MetaData,
  numeric,
  sql,
  timestamp,
  varchar,
} from "@retort/core/schema";

/** Models of the first tables: each points at the one before it, the first one at itself. */
export function modelsOf(count: number): MetaData {
  const metadata = new MetaData();
  for (let n = 0; n < count; n++) declare(metadata, n);
  return metadata;
}

function declare(metadata: MetaData, n: number): void {
  const name = `table_${n}`;
  metadata.table(name, {
    id: integer().primaryKey(),
    parent_id: integer(),
    name: varchar(50).notNull(),
    email: varchar(200),
    kind: varchar(20).notNull().default("plain"),
    total: numeric(10, 2).notNull().default(0),
    score: doublePrecision(),
    active: boolean().notNull().default(true),
    note: varchar(1000),
    created_at: timestamp().notNull().default(sql`current_timestamp`),
  }, [
    foreignKey(["parent_id"]).references(`table_${Math.max(n - 1, 0)}`, ["id"], {
      name: `fk_${name}_parent`,
    }),
    index(`ix_${name}_name`, ["name"]),
    index(`ix_${name}_kind`, ["kind", "created_at"]),
  ]);
}
