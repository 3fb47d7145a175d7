/**
 * The schema state that `existing…` arguments stand for.
 *
 * @module
 */
import { op } from "@retort/core";
import type { CreateTable } from "@retort/core/ops";
import {
  check,
  compact,
  type Identity,
  knowTable,
  type Schema,
  sql,
  unknownSchema,
} from "@retort/core/schema";
import type { NeutralDefault, NeutralOp, NeutralType } from "./neutral.ts";
import { typeCheck, typeOf } from "./types.ts";

/** What is known before the ops: nothing but what they say of the columns that they change. */
export function stateBefore(recorded: readonly NeutralOp[], dialect: string): Schema {
  let state = unknownSchema;
  for (const item of recorded) {
    if (item.kind !== "alterColumn" || item["existingType"] === undefined) continue;
    const { table } = existingTable(item, dialect);
    const added = recorded.some((other) => other.kind === "addColumn");
    state = knowTable(state, added ? { ...table, columns: [] } : table);
  }
  return state;
}

function existingTable(recorded: NeutralOp, dialect: string): CreateTable {
  const type = recorded["existingType"] as NeutralType;
  const name = String(recorded["column"]);
  const value = (recorded["existingDefault"] ?? lostDefault(recorded)) as
    | NeutralDefault
    | undefined;
  const comment = recorded["existingComment"];
  let column = typeOf(type, dialect);
  // What changes was the other way before, where nothing else says so.
  const nullable = recorded["existingNullable"] ?? !(recorded["nullable"] ?? false);
  if (nullable === false) column = column.notNull();
  if (recorded["existingAutoincrement"] === true) column = column.identity().primaryKey();
  if (typeof comment === "string") column = column.comment(comment);
  if (value?.value !== undefined) column = column.default(value.value);
  if (value?.sql !== undefined) column = column.default(sql.raw(value.sql));
  if (value?.identity) column = column.identity(value.identity as Partial<Identity>);
  if (value?.computed) column = column.computed(sql.raw(value.computed.expr), { stored: true });
  const typed = typeCheck(type, name, dialect);
  return op.createTable(
    String(recorded["table"]),
    { [name]: column },
    typed ? [check(typed.name, sql.raw(typed.sql))] : [],
    compact({ schema: recorded["schema"] as string | undefined }),
  );
}

/** A default that is dropped was there. */
function lostDefault(recorded: NeutralOp): NeutralDefault | undefined {
  const wanted = recorded["default"] as NeutralDefault | undefined;
  return wanted?.null ? { value: "0" } : undefined;
}
