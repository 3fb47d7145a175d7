/**
 * Objects beside tables as SQLite would hold them: there are only views, and triggers.
 *
 * @module
 */
import { normalizeObjects as normalize } from "@retort/ansi";
import type { Schema, Trigger } from "@retort/core/schema";
import { writer } from "./writer.ts";

/** The schema with its objects beside tables as SQLite would hold them. */
export function normalizeObjects(schema: Schema): Schema {
  const found = normalize(schema, {
    names: ["sqlite"],
    keeps: ["views"],
    text: writer.text,
    place: (name) => name === "main" ? undefined : name,
  });
  const { tables, views } = found;
  return {
    ...found,
    tables: withStoredTriggers(tables),
    ...(views ? { views: withStoredTriggers(views) } : {}),
  };
}

function withStoredTriggers<T extends { readonly triggers?: readonly Trigger[] }>(
  owners: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  return new Map(Array.from(owners, ([key, owner]): [string, T] => {
    const { triggers } = owner;
    return [key, triggers ? { ...owner, triggers: triggers.map(stored) } : owner];
  }));
}

/** SQLite writes the words in front of a trigger's name itself. */
function stored({ name, sql }: Trigger): Trigger {
  return { name, sql: sql.replace(/^create trigger (?:if not exists )?/i, "CREATE TRIGGER ") };
}
