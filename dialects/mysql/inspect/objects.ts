/**
 * Everything in the catalog that is no table.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import {
  mapKey,
  type ObjectMap,
  type OtherObject,
  type Schema,
  type SchemaObjects,
  type Trigger,
  withObject,
} from "@retort/core/schema";
import { exact, inBodies } from "./exact.ts";
import { type EventRow, eventsQuery, isPackage, readPackages, seen } from "./others.ts";
import type { Part } from "./part.ts";
import {
  type ParameterRow,
  parametersQuery,
  readRoutine,
  type RoutineRow,
  routinesQuery,
} from "./routines.ts";
import { readSequence, sequenceNamesQuery, type SequenceRow, sequencesQuery } from "./sequences.ts";
import { readTriggers, type TriggerRow, triggersQuery } from "./triggers.ts";
import {
  readView,
  type ViewColumnRow,
  viewColumnsQuery,
  type ViewRow,
  viewsQuery,
} from "./views.ts";

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
  /** The keys of what is there and may not be read. */
  readonly hidden: readonly string[];
}

type SchemaRows<K extends ObjectMap> = readonly SchemaObjects[K][];

/**
 * Reads them in five queries, and one or two more for sequences, or for the names of a view's columns;
 * each text that the catalog can't hold takes another.
 */
export async function readObjects(db: Connection, part: Part): Promise<Objects> {
  const suspicion = inBodies(part.mariadb);
  const [found, rows, parameters, triggers, events, sequences, columns] = await Promise.all([
    db.query<ViewRow>({ sql: viewsQuery(part) }),
    db.query<RoutineRow>({ sql: routinesQuery(part) }),
    db.query<ParameterRow>({ sql: parametersQuery(part) }),
    db.query<TriggerRow>({ sql: triggersQuery(part) }),
    db.query<EventRow>({ sql: eventsQuery(part) }),
    part.mariadb ? readSequences(db, part) : [],
    part.mariadb ? [] : db.query<ViewColumnRow>({ sql: viewColumnsQuery(part) }),
  ]);
  const views = seen("view", found);
  const routines = seen("routine", rows.filter((row) => !isPackage(row)));
  return {
    views: (await exact(db, views.whole, { nounOf: () => "VIEW" }))
      .map((row) => readView(row, columns)),
    routines: (await exact(db, routines.whole, { nounOf: ({ kind }) => kind, suspicion }))
      .map((row) => readRoutine(row, parameters)),
    sequences,
    triggers: readTriggers(await exact(db, triggers, { nounOf: () => "TRIGGER", suspicion })),
    others: [
      ...events.map(({ name, text }) => ({ noun: "event", name, definition: text ?? "" })),
      ...readPackages(rows),
      ...views.others,
      ...routines.others,
    ],
    hidden: [...views.hidden, ...routines.hidden],
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
  const { others, hidden } = objects;
  const unknown = { ...schema.unknown, tables: new Set([...schema.unknown.tables, ...hidden]) };
  let found: Schema = { ...schema, unknown, ...(others.length === 0 ? {} : { others }) };
  const add = <K extends ObjectMap>(map: K, items: SchemaRows<K>): void => {
    for (const item of items) found = withObject(found, map, { key: mapKey(map, item), item });
  };
  add("sequences", objects.sequences);
  add("routines", objects.routines);
  add("views", objects.views);
  return found;
}
