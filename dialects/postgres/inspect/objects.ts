/**
 * Everything in the catalog that is no table.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import {
  mapKey,
  type ObjectMap,
  type Schema,
  type SchemaObjects,
  type Table,
  type Trigger,
  withObject,
} from "@retort/core/schema";
import { type OtherRow, othersQuery, readOthers } from "./others.ts";
import { readRoutines, type RoutineRow, routinesQuery } from "./routines.ts";
import { outerQuery, type OuterRow, readExtensions, readSchemas } from "./schemas.ts";
import { aloneQuery, type AloneRow, readSequences, type SequenceSource } from "./sequences.ts";
import { readTriggers, type TriggerRow, triggersQuery } from "./triggers.ts";
import { readView, type ViewRow, viewsQuery } from "./views.ts";

/** The rows of all objects beside tables. */
export interface ObjectRows {
  /** Views. */
  readonly views: readonly ViewRow[];
  /** Triggers by what they hang on. */
  readonly triggers: ReadonlyMap<number, readonly Trigger[]>;
  /** Routines. */
  readonly routines: readonly RoutineRow[];
  /** Sequences. */
  readonly sequences: readonly AloneRow[];
  /** Schemas and extensions. */
  readonly outer: readonly OuterRow[];
  /** What is not compared. */
  readonly others: readonly OtherRow[];
}

/** Asks six queries at once. */
export async function readObjectRows(db: Connection): Promise<ObjectRows> {
  const version = Number.parseInt(db.server.version, 10);
  const [views, triggers, routines, sequences, outer, others] = await Promise.all([
    db.query<ViewRow>({ sql: viewsQuery }),
    db.query<TriggerRow>({ sql: triggersQuery(version) }),
    db.query<RoutineRow>({ sql: routinesQuery }),
    db.query<AloneRow>({ sql: aloneQuery }),
    db.query<OuterRow>({ sql: outerQuery }),
    db.query<OtherRow>({ sql: othersQuery }),
  ]);
  return { views, triggers: readTriggers(triggers), routines, sequences, outer, others };
}

/** The tables with all objects beside them. */
export function withObjects(schema: Schema, rows: ObjectRows, source: SequenceSource): Schema {
  const { notes } = source;
  const others = readOthers(rows.others, notes);
  let found: Schema = others.length === 0 ? schema : { ...schema, others };
  const add = <K extends ObjectMap>(map: K, items: readonly SchemaObjects[K][]): void => {
    for (const item of items) found = withObject(found, map, { key: mapKey(map, item), item });
  };
  add("schemas", readSchemas(rows.outer, notes));
  add("extensions", readExtensions(rows.outer, notes));
  add("sequences", readSequences(rows.sequences, source));
  add("routines", readRoutines(rows.routines, notes));
  add("views", rows.views.map((row) => readView(row, notes, rows.triggers)));
  return found;
}

/** A table with the triggers on it. */
export function withTriggers(table: Table, triggers: readonly Trigger[] | undefined): Table {
  return triggers ? { ...table, triggers } : table;
}
