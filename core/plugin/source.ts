/**
 * Schema sources: where models come from that are not written in retort's own language.
 *
 * @module
 */
import { messageOf, RetortError } from "../errors/mod.ts";
import { isMetaData, type MetaData } from "../schema/mod.ts";

/** Metadata, one or several, now or soon. */
export type LoadedMetadata = MetaData | readonly MetaData[];

/** Gives the models of another tool as metadata; `metadata` of env.ts takes one, too. */
export interface SchemaSource {
  /** Its name, for messages: `drizzle`. */
  readonly name: string;
  /** Reads them. */
  load(): LoadedMetadata | Promise<LoadedMetadata>;
}

/**
 * A schema source of a function.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core";
 * import { defineSource } from "@retort/core/plugin";
 *
 * defineSource("legacy", () => {
 *   const metadata = new MetaData();
 *   metadata.table("users", { id: integer().primaryKey() });
 *   return metadata;
 * });
 * ```
 */
export function defineSource(name: string, load: SchemaSource["load"]): SchemaSource {
  return Object.freeze({ name, load });
}

/** Whether a value is a schema source. */
export function isSchemaSource(value: unknown): value is SchemaSource {
  return typeof value === "object" && value !== null && !isMetaData(value) && "load" in value &&
    typeof value.load === "function" && "name" in value && typeof value.name === "string";
}

/**
 * The metadata of a source.
 *
 * @throws {RetortError} `plugin/source-failed`.
 */
export async function loadSource({ name, load }: SchemaSource): Promise<readonly MetaData[]> {
  let found: unknown;
  try {
    found = await load();
  } catch (cause) {
    const message = messageOf(cause);
    throw failed(name, message.split("\n")[0] ?? "", cause);
  }
  const list = Array.isArray(found) ? found : [found];
  if (list.length > 0 && list.every(isMetaData)) return list;
  throw failed(name, "load() gave something else than MetaData");
}

function failed(source: string, problem: string, cause?: unknown): RetortError {
  return new RetortError("plugin/source-failed", { source, problem }, { cause }) as RetortError;
}
