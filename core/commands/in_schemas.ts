/**
 * What is in some schemas, and which schemas anything is in.
 *
 * @module
 */
import { objectMaps, type Schema, type TableName } from "../schema/mod.ts";

/** Only what is in one of these schemas, or in the default one. */
export function inSchemas(schema: Schema, names: ReadonlySet<string> | "all"): Schema {
  if (names === "all") return schema;
  const inside = (item: { readonly schema?: string }): boolean =>
    item.schema === undefined || names.has(item.schema);
  const maps = objectMaps.flatMap((map): readonly [string, ReadonlyMap<string, object>][] => {
    const items: ReadonlyMap<string, TableName> | undefined = schema[map];
    if (!items || map === "extensions") return [];
    return [[
      map,
      filterMap(items, (item) => map === "schemas" ? names.has(item.name) : inside(item)),
    ]];
  });
  return { ...schema, ...Object.fromEntries(maps), tables: filterMap(schema.tables, inside) };
}

/** The names of the schemas that anything is in. */
export function schemaNames(schema: Schema): ReadonlySet<string> {
  const all = [schema.tables, ...objectMaps.map((map) => schema[map])]
    .flatMap((items) => [...items?.values() ?? []]);
  const places = all.flatMap((item) => "schema" in item && item.schema ? [item.schema] : []);
  return new Set([...places, ...schema.schemas?.keys() ?? []]);
}

/** The items of a map that are kept. */
export function filterMap<T>(
  items: ReadonlyMap<string, T>,
  keep: (item: T) => boolean,
): ReadonlyMap<string, T> {
  return new Map([...items].filter(([, item]) => keep(item)));
}
