/**
 * A schema as Oracle would hold it; both sides go through it before they are compared.
 *
 * @module
 */
import { normalizer } from "@retort/ansi";
import type { ForeignKey, Schema } from "@retort/core/schema";
import { shortName } from "./names.ts";
import { canonicalType } from "./type_system.ts";

/** The schema as the server would hold it. */
export const normalize: (schema: Schema) => Schema = normalizer({
  dialect: "oracle",
  shortName,
  canonicalType,
  foreignKey: keptKey,
});

/** There is no MATCH, and nothing happens by itself when a key changes. */
function keptKey(key: ForeignKey): ForeignKey {
  const { match: _match, onUpdate: _onUpdate, ...rest } = key;
  return rest;
}
