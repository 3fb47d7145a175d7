/**
 * Normalising what stands beside tables: what the database has at all, under which name, in which
 * variant.
 *
 * @module
 */
import { variantOf } from "@retort/core/ops";
import {
  compact,
  type EnumType,
  type Extension,
  mapKey,
  type NamedSchema,
  type ObjectMap,
  objectMaps,
  type PluginObject,
  type Routine,
  type Schema,
  type SchemaObjects,
  type Sequence,
  type Sql,
  sql,
  type Table,
  type Trigger,
  type View,
} from "@retort/core/schema";

/** What a dialect's normalising of objects is made of. */
export interface ObjectParts {
  /** Names of variants, the more particular first. */
  readonly names: readonly string[];
  /** The maps of objects that the database has; the others go, on both sides. */
  readonly keeps: readonly ObjectMap[];
  /** A fragment as text. */
  text(fragment: Sql): string;
  /** A name as the server keeps it; as it is if absent. */
  readonly shortName?: (name: string) => string;
  /** A schema as the model has it: without the default one; as it is if absent. */
  readonly place?: (schema: string | undefined) => string | undefined;
  /** A sequence without what the server takes anyway; as it is if absent. */
  readonly sequence?: (sequence: Sequence) => Sequence;
  /** A view with its options in one form; as it is if absent. */
  readonly view?: (view: View) => View;
  /** Extensions that every database has. */
  readonly always?: readonly string[];
}

/** A schema whose objects beside tables are as the server would hold them. */
export function normalizeObjects(schema: Schema, parts: ObjectParts): Schema {
  const {
    enums: _e,
    sequences: _q,
    schemas: _s,
    extensions: _x,
    views: _v,
    routines: _r,
    plugins: _p,
    ...rest
  } = schema;
  const maps = objectMaps.flatMap((map): readonly [string, ReadonlyMap<string, object>][] => {
    // What a plugin brings is the plugin's to take away.
    const kept = map === "plugins" || parts.keeps.includes(map);
    const items = kept ? normalizeMap(map, schema, parts) : new Map();
    return items.size === 0 ? [] : [[map, items]];
  });
  const tables = Array.from(schema.tables, ([key, table]): [string, Table] => {
    const { triggers } = table;
    return [key, triggers ? { ...table, triggers: normalTriggers(triggers, parts) } : table];
  });
  return { ...rest, tables: new Map(tables), ...Object.fromEntries(maps) };
}

function normalizeMap<K extends ObjectMap>(
  map: K,
  schema: Schema,
  parts: ObjectParts,
): ReadonlyMap<string, SchemaObjects[K]> {
  const found = new Map<string, SchemaObjects[K]>();
  const items = (schema[map]?.values() ?? []) as Iterable<SchemaObjects[K]>;
  for (const item of items) {
    const next = normalizers[map](item, parts) as SchemaObjects[K] | undefined;
    if (next) found.set(mapKey(map, next), next);
  }
  return found;
}

type Normalizers = {
  readonly [K in ObjectMap]: (
    item: SchemaObjects[K],
    parts: ObjectParts,
  ) => SchemaObjects[K] | undefined;
};

const normalizers: Normalizers = {
  schemas(item, { place, shortName }): NamedSchema | undefined {
    const name = place ? place(item.name) : item.name;
    return name === undefined ? undefined : { ...item, name: shortName?.(name) ?? name };
  },
  extensions: (item, parts): Extension | undefined =>
    parts.always?.includes(item.name) ? undefined : placed(item, parts),
  enums: (item, parts): EnumType => placed(item, parts),
  sequences: (item, parts): Sequence => {
    const own = placed(item, parts);
    return parts.sequence?.(own) ?? own;
  },
  views(item, parts): View {
    const { on, triggers, ...view } = placed(item, parts);
    const query = parts.text(variantOf(view.query, on, parts.names));
    const own = triggers ? { triggers: normalTriggers(triggers, parts) } : {};
    const found = { ...view, query: sql.raw(canonicalSource(query)), ...own };
    return parts.view?.(found) ?? found;
  },
  routines(item, parts): Routine {
    const { on, ...routine } = placed(item, parts);
    const definition = parts.text(variantOf(routine.definition, on, parts.names));
    return { ...routine, definition: sql.raw(canonicalSource(definition)) };
  },
  plugins: (item, parts): PluginObject => placed(item, parts),
};

function placed<T extends { readonly name: string; readonly schema?: string }>(
  item: T,
  { place, shortName }: ObjectParts,
): T {
  const { schema: _schema, ...rest } = item;
  const schema = place ? place(item.schema) : item.schema;
  return { ...rest, ...compact({ schema }), name: shortName?.(item.name) ?? item.name } as T;
}

function normalTriggers(
  triggers: readonly Trigger[],
  { names, shortName }: ObjectParts,
): readonly Trigger[] {
  return triggers.map(({ name, sql, on }) => ({
    name: shortName?.(name) ?? name,
    sql: canonicalSource(variantOf(sql, on, names)),
  }));
}

const piece =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|\s+|[^]/g;

/**
 * SQL in one spelling of blanks: comments and the last semicolon are left out, quoted text stays.
 *
 * ```ts
 * import { canonicalSource } from "@retort/ansi";
 *
 * canonicalSource("select 'a  b'  -- two\n from t;"); // "select 'a  b' from t"
 * ```
 */
export function canonicalSource(text: string): string {
  let found = "";
  for (const [item] of text.matchAll(piece)) {
    const blank = /^\s|^--|^\/\*/.test(item);
    if (!blank) found += item;
    else if (!found.endsWith(" ")) found += " ";
  }
  return found.trim().replace(/\s*;$/, "");
}
