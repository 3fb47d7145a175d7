/**
 * Objects beside tables as SQLite would hold them: there are only views.
 *
 * @module
 */
import { normalizeObjects as normalize } from "@retort/ansi";
import type { Schema } from "@retort/core/schema";
import { writer } from "./writer.ts";

/** The schema with its objects beside tables as SQLite would hold them. */
export function normalizeObjects(schema: Schema): Schema {
  return normalize(schema, {
    names: ["sqlite"],
    keeps: ["views"],
    text: writer.text,
    place: (name) => name === "main" ? undefined : name,
  });
}
