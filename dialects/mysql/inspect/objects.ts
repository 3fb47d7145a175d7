/**
 * Everything in the catalog that is no table.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { mapKey, type ObjectMap, type OtherObject, type Schema } from "@retort/core/schema";
import { type SchemaObjects, type Trigger, withObject } from "@retort/core/schema";
import { type EventRow, eventsQuery, seen } from "./others.ts";
import type { Part } from "./part.ts";
import { type ParameterRow, parametersQuery, readRoutine } from "./routines.ts";
import { type RoutineRow, routinesQuery } from "./routines.ts";
import { readSequence, sequenceNamesQuery, type SequenceRow } from "./sequences.ts";
import { sequencesQuery } from "./sequences.ts";
import { readTriggers, type TriggerRow, triggersQuery } from "./triggers.ts";
import { readView, type ViewRow, viewsQuery } from "./views.ts";

/** The objects beside the tables of a database. */
export interface Objects {
  /** Views. */
  readonly views: SchemaRows<"views">;
  /** Functions and procedures. */
  readonly routines: SchemaRows<"routines">;
  /** Sequences. */
  readonly sequences: SchemaRows<"sequences">;
  /** Triggers by their table. */
  readonly triggers: ReadonlyMap<string, readonly Trigger[]>;
  /** What can only be named. */
  readonly others: readonly OtherObject[];
}

type SchemaRows<K extends ObjectMap> = readonly SchemaObjects[K][];

/** Reads them in five queries, and two more where the server has sequences. */
export async function readObjects(db: Connection, part: Part): Promise<Objects> {
  const views = seen("view", await db.query<ViewRow>({ sql: viewsQuery(part) }));
  const routines = seen("routine", await db.query<RoutineRow>({ sql: routinesQuery(part) }));
  const parameters = await db.query<ParameterRow>({ sql: parametersQuery(part) });
  const triggers = await db.query<TriggerRow>({ sql: triggersQuery(part) });
  const events = await db.query<EventRow>({ sql: eventsQuery(part) });
  return {
    views: views.whole.map(readView),
    routines: routines.whole.map((row) => readRoutine(row, parameters)),
    sequences: part.mariadb ? await readSequences(db, part) : [],
    triggers: readTriggers(triggers),
    others: [
      ...events.map(({ name, text }) => ({ noun: "event", name, definition: text ?? "" })),
      ...views.others,
      ...routines.others,
    ],
  };
}

async function readSequences(db: Connection, part: Part): Promise<SchemaRows<"sequences">> {
  const names = await db.query<{ readonly name: string }>({ sql: sequenceNamesQuery(part) });
  if (names.length === 0) return [];
  const sql = sequencesQuery(names.map(({ name }) => name));
  return (await db.query<SequenceRow>({ sql })).map(readSequence);
}

/** The tables with all objects beside them. */
export function withObjects(schema: Schema, objects: Objects): Schema {
  const { others } = objects;
  let found: Schema = others.length === 0 ? schema : { ...schema, others };
  const add = <K extends ObjectMap>(map: K, items: SchemaRows<K>): void => {
    for (const item of items) found = withObject(found, map, { key: mapKey(map, item), item });
  };
  add("sequences", objects.sequences);
  add("routines", objects.routines);
  add("views", objects.views);
  return found;
}
