/**
 * Rows that a run made itself, and that a later revision of it would destroy: what is refused then
 * says what the run has done, and no revision is begun for it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, type Op, op } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";

const made = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("notes", { id: integer().notNull() }),
    op.bulkInsert("notes", [{ id: 1 }]),
  ],
};

const dropped = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.createTable("others", { id: integer() }), op.dropTable("notes")],
};

const emptied = { ...dropped, upgrade: [op.execute("DELETE FROM notes"), ...dropped.upgrade] };

const late = {
  ...dropped,
  upgrade: [
    op.createTable("others", { id: integer() }),
    op.execute("INSERT INTO notes VALUES (2)"),
    op.dropTable("notes"),
  ],
};

/** A database, and a way into it. */
interface Place {
  readonly url: string;
  readonly dialect: Dialect;
  readonly connect: () => Promise<Connection>;
}

/** What a revision drops before it runs any SQL is refused before it begins. */
export async function tellLosses(place: Place): Promise<void> {
  const hint = await refusedBy(place, dropped);
  assert.match(hint, /^nothing of "b2" was kept; "a1" before it is done; if that is right: /);
  const db = await place.connect();
  await assert.rejects(db.query({ sql: "SELECT * FROM others" }), "nothing of it was begun");
  await db.close();
}

/** What is dropped behind SQL is known only there; gives what is said then. */
export async function tellLate(place: Place): Promise<string> {
  return await refusedBy(place, late);
}

/** What is emptied first is no loss, as rows of the same run never were. */
export async function tellEmptied(
  { url, dialect }: { readonly url: string; readonly dialect: Dialect },
): Promise<void> {
  await migrate({ url, dialect, revisions: [made, emptied] });
}

async function refusedBy(
  { url, dialect }: Place,
  second: { readonly revision: string; readonly upgrade: readonly Op[] },
): Promise<string> {
  const revisions = [made, { ...second, downRevision: "a1" }];
  const error = await migrate({ url, dialect, revisions }).catch((thrown: unknown) => thrown);
  assert.ok(isRetortError(error) && error.code === "run/data-loss", String(error));
  return error.hint ?? "";
}
