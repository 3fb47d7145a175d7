/**
 * What was declared in metadata, gathered into one schema.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { usedEnums } from "./enums.ts";
import {
  displayName,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
  type TableName,
  type Trigger,
} from "./model.ts";
import {
  type NamedSchema,
  type ObjectMap,
  objectMaps,
  type SchemaObjects,
  type View,
} from "./objects.ts";

/** A trigger and the table or view that it hangs on. */
export interface HangingTrigger {
  /** The table or view. */
  readonly owner: TableName;
  /** The trigger. */
  readonly trigger: Trigger;
}

/** The objects beside tables, by key. */
export type ObjectMaps = { readonly [K in ObjectMap]: ReadonlyMap<string, SchemaObjects[K]> };

/** What was declared. */
export interface Declared {
  /** The tables by key. */
  readonly tables: ReadonlyMap<string, Table>;
  /** The objects beside tables, by key. */
  readonly objects: Partial<ObjectMaps>;
  /** The triggers, as they were declared. */
  readonly triggers: readonly HangingTrigger[];
}

/** The schema that declarations amount to: with the enums and schemas that they only name. */
export function collect({ tables, objects, triggers }: Declared): Schema {
  const hung = hang(tables, objects.views ?? new Map(), triggers);
  const enums = usedEnums(hung.tables.values(), objects.enums);
  const found: Partial<ObjectMaps> = { ...objects, enums, views: hung.views };
  const all = { ...found, schemas: namedSchemas(objects.schemas, hung.tables.values(), found) };
  const maps = objectMaps.flatMap((map): readonly [string, ReadonlyMap<string, object>][] => {
    const items = all[map];
    return items === undefined || items.size === 0 ? [] : [[map, items]];
  });
  return { ...schemaOf(hung.tables.values()), ...Object.fromEntries(maps) };
}

function namedSchemas(
  declared: ReadonlyMap<string, NamedSchema> | undefined,
  tables: Iterable<Table>,
  objects: Partial<ObjectMaps>,
): ReadonlyMap<string, NamedSchema> {
  const named: readonly Iterable<{ readonly schema?: string }>[] = [
    tables,
    ...objectMaps.flatMap((map) => map === "schemas" ? [] : [objects[map]?.values() ?? []]),
  ];
  const found = new Map<string, NamedSchema>();
  for (const items of named) {
    for (const { schema } of items) if (schema !== undefined) found.set(schema, { name: schema });
  }
  return new Map([...found, ...declared ?? []]);
}

function hang(
  tables: ReadonlyMap<string, Table>,
  views: ReadonlyMap<string, View>,
  triggers: readonly HangingTrigger[],
): { readonly tables: ReadonlyMap<string, Table>; readonly views: ReadonlyMap<string, View> } {
  const found = { tables: new Map(tables), views: new Map(views) };
  for (const { owner, trigger } of triggers) {
    const key = tableKey(owner);
    const table = found.tables.get(key);
    const view = found.views.get(key);
    if (table) found.tables.set(key, withTrigger(table, trigger));
    else if (view) found.views.set(key, withTrigger(view, trigger));
    else {
      const data = { trigger: trigger.name, table: displayName(owner) };
      throw new RetortError("schema/lonely-trigger", data);
    }
  }
  return found;
}

function withTrigger<T extends TableName & { readonly triggers?: readonly Trigger[] }>(
  owner: T,
  trigger: Trigger,
): T {
  const known = owner.triggers ?? [];
  if (known.some((item) => item.name === trigger.name)) {
    const name = `${displayName(owner)}.${trigger.name}`;
    throw new RetortError("schema/duplicate-object", { noun: "trigger", name });
  }
  return { ...owner, triggers: [...known, trigger] };
}
