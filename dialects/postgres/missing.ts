/**
 * IF NOT EXISTS for objects whose statement has no such words.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import { findObject, type ObjectMap } from "@retort/core/schema";

/** An object that may be there already. */
export interface MaybeThere {
  /** The map of the schema that holds it. */
  readonly map: ObjectMap;
  /** Its key there. */
  readonly key: string;
  /** What is asked for, in words. */
  readonly what: string;
}

/** The statements where the object is known to be missing, none where it is there; else a refusal. */
export function onlyIfMissing(
  cx: RenderContext,
  { map, key, what }: MaybeThere,
  create: readonly Statement[],
): readonly Statement[] {
  if (findObject(cx.before, map, key) !== undefined) return [];
  if (!cx.before.unknown.all) return create;
  return unsupported(
    "postgres",
    what,
    "leave ifNotExists away, or declare the effects of earlier SQL",
  );
}
