/**
 * A dialect that knows the nouns of plugins: everything that asks it reads and compares them.
 *
 * @module
 */
import type { Connection } from "../dialect/connection.ts";
import type { Dialect, Scope } from "../dialect/dialect.ts";
import type { Noun, NounInspector } from "../dialect/noun.ts";
import { isObject } from "../errors/called.ts";
import { isRetortError, messageOf, RetortError } from "../errors/mod.ts";
import { pluginKey, type PluginObject, type Schema, withPluginObjects } from "../schema/mod.ts";
import type { Sql } from "../schema/sql.ts";
import type { Plugin } from "./define_plugin.ts";

/** The dialect with the nouns of plugins; the same one where they bring none. */
export function plugDialect(dialect: Dialect, plugins: readonly Plugin[]): Dialect {
  const nouns = plugins.flatMap((plugin) => plugin.nouns ?? []);
  const builders = plugins.flatMap((plugin) => plugin.ops ?? []);
  if (nouns.length + builders.length === 0) return dialect;
  const opSpecs = new Map(builders.map(({ kind, spec }) => [kind as string, spec as object]));
  const covered = new Set(nouns.flatMap(({ covers }) => covers ?? []));
  const { inspect, definitions } = dialect;
  return {
    ...dialect,
    nouns,
    opSpecs,
    normalize: (schema, names) => {
      return normalPlugins(dialect.normalize(schema, names), { dialect, nouns, names });
    },
    ...(inspect ? { inspect: inspector(dialect, nouns, covered) } : {}),
    ...(definitions
      ? {
        definitions: async (db) => {
          const found = await definitions.call(dialect, db);
          return found.filter(({ noun }) => !covered.has(noun));
        },
      }
      : {}),
  };
}

function inspector(
  dialect: Dialect,
  nouns: readonly Noun[],
  covered: ReadonlySet<string>,
): NonNullable<Dialect["inspect"]> {
  return async (db, scope = {}) => {
    const found = await dialect.inspect?.(db, scope) as Schema;
    // A look at single tables is for renderers and for retort's own tables.
    if (scope.tables) return found;
    const objects = await inspectNouns({ dialect, db }, nouns, scope);
    const { others, ...rest } = withPluginObjects(found, objects);
    const left = others?.filter(({ noun }) => !covered.has(noun));
    return left ? { ...rest, others: left } : rest;
  };
}

async function inspectNouns(
  { dialect, db }: { readonly dialect: Dialect; readonly db: Connection },
  nouns: readonly Noun[],
  scope: Scope,
): Promise<readonly PluginObject[]> {
  const query = async <Row extends object>(fragment: Sql): Promise<readonly Row[]> =>
    await db.query<Row>(dialect.writer.query(fragment));
  const found: PluginObject[] = [];
  for (const noun of nouns) {
    const read = inspectorFor(noun, [db.server.flavour, dialect.name]);
    // One after the other: a connection answers one query at a time.
    if (read) found.push(...await objectsOf(noun.noun, () => read({ query }, scope)));
  }
  return found;
}

/** What a noun reads; its own mistakes are said to be its own. */
async function objectsOf(
  noun: string,
  read: () => ReturnType<NounInspector>,
): Promise<readonly PluginObject[]> {
  const failed = (problem: string, cause?: unknown): RetortError =>
    new RetortError("plugin/inspect-failed", { noun, problem }, { cause });
  try {
    const objects: unknown = await read();
    if (!Array.isArray(objects)) throw failed("it gives no array of objects");
    const odd = objects.findIndex((item: unknown) => !isOne(item, noun));
    if (odd < 0) return objects;
    throw failed(`item ${odd + 1} is no object of the noun; pluginObject() makes one`);
  } catch (error) {
    if (isRetortError(error)) throw error;
    throw failed(messageOf(error), error);
  }
}

function isOne(item: unknown, noun: string): boolean {
  return isObject(item) && item["noun"] === noun && typeof item["name"] === "string" &&
    isObject(item["data"]);
}

/** What reads a noun from a database; `undefined` where that has no such objects. */
function inspectorFor(
  { inspect }: Noun,
  names: readonly string[],
): NounInspector | undefined {
  const name = [...names, "default"].find((item) => Object.hasOwn(inspect, item));
  return name === undefined ? undefined : inspect[name];
}

function normalPlugins(
  schema: Schema,
  { dialect, nouns, names }: {
    readonly dialect: Dialect;
    readonly nouns: readonly Noun[];
    readonly names: readonly string[] | undefined;
  },
): Schema {
  if (!schema.plugins) return schema;
  const all = names ?? [dialect.name, ...dialect.flavours ?? []];
  const cx = { names: all, text: (fragment: Sql) => dialect.writer.text(fragment) };
  const found = [...schema.plugins.values()].flatMap((object): readonly PluginObject[] => {
    const noun = nouns.find((item) => item.noun === object.noun);
    if (!noun) return [object];
    if (!inspectorFor(noun, [...all, dialect.name])) return [];
    const normal = noun.normalize ? noun.normalize(object, cx) : object;
    return normal === undefined ? [] : [normal];
  });
  return withPluginObjects(schema, new Map(found.map((item) => [pluginKey(item), item])).values());
}
