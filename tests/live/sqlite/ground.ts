/**
 * Where generated models are brought into SQLite.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { type Schema, schemaOf } from "@retort/core/schema";
import { sqlite } from "@retort/sqlite";
import type { Ground } from "../phantoms.ts";
import { schemas } from "./arbitraries.ts";
import { withDatabase } from "./database.ts";

/** Works with a database in memory. */
export async function withGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    await db.execute({ sql: "pragma foreign_keys = off" });
    const fresh = (): Promise<void> => reset(db);
    await work({ dialect: sqlite, db, schemas: schemas.map(sound), fresh });
  });
}

async function reset(db: Connection): Promise<void> {
  const tables = await db.query<{ readonly name: string }>({
    sql:
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
  });
  for (const { name } of tables) {
    await db.execute({ sql: `drop table ${sqlite.writer.name(name)}` });
  }
}

/** Models point at a key that is there: SQLite refuses rows under any other foreign key. */
function sound(schema: Schema): Schema {
  return schemaOf(Array.from(schema.tables.values(), (table) => ({
    ...table,
    foreignKeys: table.foreignKeys.flatMap((key) => {
      const columns = schema.tables.get(key.references.table)?.primaryKey?.columns ?? [];
      if (columns.length !== 1) return [];
      return [{ ...key, references: { ...key.references, columns } }];
    }),
  })));
}
