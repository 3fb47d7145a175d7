/** Numbering that begins and ends, with the key that it needs: autogenerate's ops run and suffice. */
import assert from "node:assert/strict";
import { integer, varchar } from "@retort/core";
import { diffSchemas } from "@retort/core/diff";
import { type Columns, emptySchema, schemaOf, tableOf } from "@retort/core/schema";
import { runOps } from "../golden.ts";
import { dialectFor, liveTest } from "./server.ts";

const name = varchar(20);
const shapes: Readonly<Record<string, Columns>> = {
  "no column": { name },
  "a plain column": { name, id: integer().notNull() },
  "a plain key": { name, id: integer().primaryKey() },
  "a numbered key": { name, id: integer().identity().primaryKey() },
  "a numbered unique column": { name, id: integer().identity().unique() },
  "a key that counts, under another name": { name, no: integer().identity().primaryKey() },
};

liveTest(
  "numbering comes and goes from every shape of a column to every other",
  async (database) => {
    const db = await database.connect();
    const dialect = dialectFor(db);
    const cx = { types: dialect.types, comments: true };
    for (const [one, from] of Object.entries(shapes)) {
      for (const [other, to] of Object.entries(shapes)) {
        // The server numbers a column all the time or not at all, so its key can't be exchanged.
        if (one !== other && /numbered/.test(one) && /numbered/.test(other)) continue;
        await db.execute({ sql: "DROP TABLE IF EXISTS t" });
        const table = tableOf({ name: "t", columns: from });
        const create = { kind: "createTable" as const, table };
        await runOps({ db, dialect }, { ops: [create], state: emptySchema });
        const wanted = dialect.normalize(schemaOf([tableOf({ name: "t", columns: to })]));
        const live = await dialect.inspect?.(db) ?? emptySchema;
        const { ops } = diffSchemas(live, wanted, cx);
        await runOps({ db, dialect }, { ops, state: live });
        const after = await dialect.inspect?.(db) ?? emptySchema;
        assert.deepEqual(diffSchemas(after, wanted, cx).ops, [], `from ${one} to ${other}`);
      }
    }
  },
);
