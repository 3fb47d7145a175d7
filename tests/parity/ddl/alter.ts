/**
 * Changes of columns: what changes is the op, `existing…` is the schema state.
 *
 * @module
 */
import { op } from "@retort/core";
import type { AlterColumnInput, Op } from "@retort/core/ops";
import { compact, type Identity, sql } from "@retort/core/schema";
import type { NeutralDefault, NeutralOp, NeutralType, Options } from "./neutral.ts";
import { ourOptions } from "./settings.ts";
import { typeCheck, typeOf } from "./types.ts";

/** A change that our ops have no words for; TypeScript refuses it before anything runs. */
export class Unwritable extends Error {}

/** The ops for a change of a column; one that changes nothing is none. */
export function alterColumn(recorded: NeutralOp, dialect: string): readonly Op[] {
  const table = String(recorded["table"]);
  const column = String(recorded["column"]);
  const type = recorded["type"] as NeutralType | undefined;
  const schema = recorded["schema"] as string | undefined;
  const changes: AlterColumnInput = compact({
    type: type === undefined ? undefined : typeOf(type, dialect),
    nullable: recorded["nullable"] as boolean | undefined,
    comment: recorded["comment"] as string | null | undefined,
    name: recorded["newName"] as string | undefined,
    collation: type === undefined ? undefined : typeOf(type, dialect).spec.collation,
    ...numbering(recorded),
    ...defaultChange(recorded),
  });
  const given = ourOptions(recorded["options"] as Options, ["drop_default"]);
  const options = { ...compact({ schema }), ...given };
  const check = type === undefined ? undefined : typeCheck(type, column, dialect);
  const old = recorded["existingType"] as NeutralType | undefined;
  const gone = type === undefined || old === undefined
    ? undefined
    : typeCheck(old, column, dialect)?.name;
  if (Object.keys(changes).length === 0 && recorded["options"] === undefined) return [];
  return [
    ...(gone === undefined
      ? []
      : [op.dropConstraint(table, gone, { type: "check", ...compact({ schema }) })]),
    op.alterColumn(table, column, changes, options),
    ...(check
      ? [op.createCheckConstraint(check.name, table, sql.raw(check.sql), compact({ schema }))]
      : []),
  ];
}

function numbering({ autoincrement }: NeutralOp): Pick<AlterColumnInput, "identity"> {
  if (autoincrement === undefined) return {};
  return { identity: autoincrement === true ? {} : null };
}

function defaultChange(recorded: NeutralOp): AlterColumnInput {
  const wanted = recorded["default"] as NeutralDefault | undefined;
  const existing = recorded["existingDefault"] as NeutralDefault | undefined;
  if (wanted === undefined) return {};
  if (wanted.computed) throw new Unwritable("alterColumn has no computed");
  if (wanted.identity) return { identity: wanted.identity as Partial<Identity> };
  if (wanted.value !== undefined) return { default: wanted.value };
  const [, moment, onUpdate] = /^(.+) ON UPDATE (.+)$/.exec(wanted.sql ?? "") ?? [];
  if (moment !== undefined && onUpdate !== undefined) {
    return { default: sql.raw(moment), options: { mysql: { onUpdate: onUpdate.toLowerCase() } } };
  }
  if (wanted.sql !== undefined) return { default: sql.raw(wanted.sql) };
  if (existing?.computed) throw new Unwritable("alterColumn has no computed");
  return existing?.identity ? { identity: null } : { default: null };
}
