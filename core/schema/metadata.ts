/**
 * Metadata: the tables, views and other objects that a user declares.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { collect, type HangingTrigger } from "./collect.ts";
import type { ColumnBuilder } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import { compact, freeze } from "./data.ts";
import {
  routineOf,
  type RoutineOptions,
  type RoutineVariants,
  sequenceOf,
  type SequenceOptions,
  triggerOf,
  type TriggerOptions,
  viewOf,
  type ViewOptions,
} from "./declare.ts";
import { metadataBrand, type MetaDataOptions, type TableHandle } from "./handle.ts";
import { type ColumnNames, type Columns, tableOf, type TableOptions } from "./define.ts";
import { displayName, type Schema, type Table, tableKey, type Trigger } from "./model.ts";
import { defaultNaming, nameOf, type NamingConvention } from "./naming.ts";
import {
  type Extension,
  mapKey,
  type ObjectMap,
  objectMaps,
  type Routine,
  type SchemaObjects,
  type Sequence,
  type View,
} from "./objects.ts";
import { plainNoun, type PluginObject, pluginObject } from "./plugin_object.ts";
import type { Sql } from "./sql.ts";
import { enumeration } from "./types.ts";
import { version } from "../version.ts";

/**
 * The tables of an application, declared once and compared with the database.
 *
 * ```ts
 * import { integer, MetaData, varchar } from "@retort/core/schema";
 *
 * const metadata = new MetaData();
 * const users = metadata.table("users", {
 *   id: integer().primaryKey(),
 *   email: varchar(120).notNull().unique(),
 * });
 * metadata.table("posts", {
 *   id: integer().primaryKey(),
 *   author: integer().references(users.columns.id, { onDelete: "cascade" }),
 * });
 * ```
 */
export class MetaData {
  /** How constraints without a name are called. */
  readonly naming: NamingConvention;
  /** What the source of the metadata says and no table can hold, in words; `check` shows them. */
  readonly notes: readonly string[];
  readonly #schema: string | undefined;
  readonly #tables: Map<string, Table>;
  readonly #objects: { [K in ObjectMap]?: Map<string, SchemaObjects[K]> } = {};
  readonly #triggers: HangingTrigger[] = [];

  /** Makes empty metadata, or that of a schema which was read elsewhere. */
  constructor({ naming, schema, from, notes = [] }: MetaDataOptions = {}) {
    this.naming = { ...defaultNaming, ...naming };
    this.notes = notes;
    this.#schema = schema;
    this.#tables = new Map(from?.tables);
    for (const map of objectMaps) {
      if (from?.[map]) Object.assign(this.#objects, { [map]: new Map<string, object>(from[map]) });
    }
    Object.defineProperty(this, metadataBrand, { value: version });
  }

  /**
   * Declares a table.
   *
   * @throws {RetortError} `schema/duplicate-table`, `schema/unknown-column` and the like.
   */
  table<C extends Columns>(
    name: string,
    columns: C,
    constraints: readonly Constraint<NoInfer<ColumnNames<C>>>[] = [],
    options: TableOptions = {},
  ): TableHandle<ColumnNames<C>> {
    const settings = compact({ schema: this.#schema, ...options });
    const indexName = (names: readonly string[]): string =>
      nameOf(this.naming.index, { table: name, columns: names });
    const table = tableOf({ name, columns, constraints, options: settings }, indexName);
    const key = tableKey(table);
    if (this.#tables.has(key)) {
      throw new RetortError("schema/duplicate-table", { table: displayName(table) });
    }
    this.#tables.set(key, table);
    const own = compact({ table: name, schema: table.schema });
    const references = table.columns.map(({ name: column }) => [column, { ...own, column }]);
    return { table, columns: Object.fromEntries(references) };
  }

  /**
   * Declares an enum that no column names yet, or that several share; columns use what it returns.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * const metadata = new MetaData();
   * const mood = metadata.enumeration("mood", ["happy", "sad"]);
   * metadata.table("people", { mood: mood.notNull(), before: mood });
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  enumeration(
    name: string,
    values: readonly string[],
    options: { readonly schema?: string } = {},
  ): ColumnBuilder {
    const place = this.#place(options);
    this.#add("enums", "enum", { name, ...place, values: [...values] });
    return enumeration(name, values, place);
  }

  /**
   * Declares a sequence.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().sequence("order_numbers", { start: 1000, increment: 10 });
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  sequence(name: string, options: SequenceOptions = {}): Sequence {
    return this.#add("sequences", "sequence", sequenceOf(name, this.#with(options)));
  }

  /**
   * Declares a view.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().view("adults", "select id, name from users where age >= 18");
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  view(name: string, query: string | Sql, options: ViewOptions = {}): View {
    return this.#add("views", "view", viewOf(name, query, this.#with(options)));
  }

  /**
   * Declares a view whose rows are kept until it is refreshed.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().materializedView("totals", "select sum(total) from orders");
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  materializedView(
    name: string,
    query: string | Sql,
    options: Omit<ViewOptions, "materialized"> = {},
  ): View {
    return this.view(name, query, { ...options, materialized: true });
  }

  /**
   * Declares a function from its whole definition.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().function(
   *   "double",
   *   "create function double(n integer) returns integer return n * 2",
   *   { arguments: "integer" },
   * );
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  function(
    name: string,
    definition: string | Sql,
    options: Omit<RoutineOptions, "type"> & RoutineVariants = {},
  ): Routine {
    return this.#add("routines", "function", routineOf(name, definition, this.#with(options)));
  }

  /**
   * Declares a procedure from its whole definition.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().procedure("tidy", "create procedure tidy() delete from logs");
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  procedure(
    name: string,
    definition: string | Sql,
    options: Omit<RoutineOptions, "type"> & RoutineVariants = {},
  ): Routine {
    const own = { ...this.#with(options), type: "procedure" as const };
    return this.#add("routines", "procedure", routineOf(name, definition, own));
  }

  /**
   * Declares a trigger on a table or view, from its whole definition.
   *
   * ```ts
   * import { integer, MetaData } from "@retort/core/schema";
   *
   * const metadata = new MetaData();
   * metadata.table("users", { id: integer().primaryKey() });
   * metadata.trigger(
   *   "users_touch",
   *   "users",
   *   "create trigger users_touch after update on users begin select 1; end",
   * );
   * ```
   */
  trigger(name: string, table: string, definition: string, options: TriggerOptions = {}): Trigger {
    const trigger = freeze(triggerOf(name, definition, options.on));
    this.#triggers.push({ owner: { name: table, ...this.#place(options) }, trigger });
    return trigger;
  }

  /**
   * Declares an extension of the server that the database needs.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().extension("citext");
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`.
   */
  extension(name: string, options: Omit<Extension, "name"> = {}): Extension {
    return this.#add("extensions", "extension", { name, ...compact(options) });
  }

  /**
   * Declares objects that a plugin brings, as its functions make them.
   *
   * ```ts
   * import { MetaData } from "@retort/core/schema";
   *
   * new MetaData().add({ noun: "events:event", name: "nightly", data: { hour: 3 } });
   * ```
   *
   * @throws {RetortError} `schema/duplicate-object`, `plugin/bad-noun`.
   */
  add(...objects: readonly PluginObject[]): this {
    const own = objects.map((item) => pluginObject({ ...item, ...this.#place(item) }));
    for (const item of own) this.#add("plugins", plainNoun(item.noun), item);
    return this;
  }

  /**
   * All that is declared as a schema, before the naming convention is applied; with the enums that
   * columns name and the schemas that anything is in.
   *
   * @throws {RetortError} `schema/enum-conflict`, `schema/lonely-trigger`.
   */
  schema(): Schema {
    return collect({ tables: this.#tables, objects: this.#objects, triggers: this.#triggers });
  }

  #place({ schema = this.#schema }: { readonly schema?: string }): { readonly schema?: string } {
    return compact({ schema });
  }

  #with<T extends { readonly schema?: string }>(options: T): T {
    return { ...options, ...this.#place(options) };
  }

  #add<K extends ObjectMap>(map: K, noun: string, item: SchemaObjects[K]): SchemaObjects[K] {
    const items: Map<string, SchemaObjects[K]> = this.#objects[map] ?? new Map();
    const key = mapKey(map, item);
    if (items.has(key)) {
      throw new RetortError("schema/duplicate-object", { noun, name: displayName(item) });
    }
    Object.assign(this.#objects, { [map]: items.set(key, freeze(item)) });
    return item;
  }
}
