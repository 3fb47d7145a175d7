/**
 * A schema as SQL Server would hold it; both sides go through it before they are compared.
 *
 * @module
 */
import { normalizer } from "@retort/ansi";
import type { Column, ForeignKey, Schema } from "@retort/core/schema";
import { shortName } from "./names.ts";
import { canonicalType } from "./type_system.ts";

/** The schema as the server would hold it. */
export const normalize: (schema: Schema) => Schema = normalizer({
  dialect: "mssql",
  shortName,
  canonicalType,
  column: withIdentity,
  foreignKey: keptKey,
});

/** A given number is always refused unless a session asks for it. */
function withIdentity(column: Column): Column {
  const { identity } = column;
  if (identity === undefined) return column;
  const { start = 1, increment = 1 } = identity;
  return { ...column, identity: { always: true, start, increment } };
}

/** There is no deferral and no MATCH. */
function keptKey(key: ForeignKey): ForeignKey {
  const { deferrable: _deferrable, initially: _initially, match: _match, ...rest } = key;
  return rest;
}
