/**
 * The nouns of retort: types, columns, tables and metadata, as immutable JSON-able data.
 *
 * ```ts
 * import { date, integer, MetaData, varchar } from "@retort/core/schema";
 *
 * export const metadata = new MetaData();
 * export const users = metadata.table("users", {
 *   id: integer().primaryKey(),
 *   name: varchar(50),
 *   email: varchar(120).notNull().unique(),
 *   dob: date(),
 * });
 * ```
 *
 * @module
 */
export * from "./arguments.ts";
export * from "./column.ts";
export * from "./constraint.ts";
export * from "./data.ts";
export type {
  RoutineOptions,
  RoutineVariants,
  SequenceOptions,
  TriggerOptions,
  ViewOptions,
  Whole,
} from "./declare.ts";
export * from "./define.ts";
export * from "./edit.ts";
export type * from "./exclusion.ts";
export { mapNames, mentionsColumn } from "./expression.ts";
export * from "./enums.ts";
export { checkMetaData, isMetaData, type MetaDataOptions, type TableHandle } from "./handle.ts";
export * from "./hole.ts";
export * from "./literal.ts";
export * from "./metadata.ts";
export * from "./model.ts";
export * from "./naming.ts";
export * from "./objects.ts";
export * from "./order.ts";
export * from "./plugin_object.ts";
export * from "./sql.ts";
export * from "./table_expressions.ts";
export * from "./types.ts";
