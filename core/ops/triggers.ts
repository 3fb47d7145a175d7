/**
 * Operations on triggers.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  compact,
  displayName,
  findObject,
  freeze,
  objectKey,
  type Schema,
  tableKey,
  type TableName,
  type Trigger,
  withObject,
  withTable,
} from "../schema/mod.ts";
import { triggerOf, type TriggerOptions } from "../schema/declare.ts";
import { findTable, needTable, type OpSpec, target, type Touches, trailing } from "./op.ts";

export type { TriggerOptions } from "../schema/declare.ts";

/** Creates a trigger on a table or a view. */
export interface CreateTrigger {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createTrigger";
  /** The table, or the view. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The trigger: its name and its whole definition. */
  readonly trigger: Trigger;
}

/** Drops a trigger. */
export interface DropTrigger {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropTrigger";
  /** The name. */
  readonly name: string;
  /** The table, or the view. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/**
 * Creates a trigger from its whole definition, which is run as it is.
 *
 * ```ts
 * import { op } from "@retort/core";
 *
 * op.createTrigger(
 *   "users_touch",
 *   "users",
 *   "create trigger users_touch after update on users begin select 1; end",
 * );
 * ```
 */
export function createTrigger(
  name: string,
  table: string,
  definition: string,
  options: TriggerOptions = {},
): CreateTrigger {
  const { schema, on } = options;
  const trigger = triggerOf(name, definition, on);
  return freeze(compact({ kind: "createTrigger", table, schema, trigger })) as CreateTrigger;
}

/** Drops a trigger: `op.dropTrigger("users_touch", "users")`. */
export function dropTrigger(
  name: string,
  table: string,
  options: Pick<DropTrigger, "schema" | "ifExists"> = {},
): DropTrigger {
  return freeze({ kind: "dropTrigger", name, table, ...compact(options) }) as DropTrigger;
}

type Owned = { readonly table: string; readonly schema?: string };

const owner = (op: Owned): TableName => target(op.table, op.schema);

function place(op: Owned, name: string): string {
  return `${name} on ${displayName(owner(op))}`;
}

/** The triggers of a table or view; `undefined` where it isn't known. */
function triggersOf(schema: Schema, op: Owned): readonly Trigger[] | undefined {
  const view = findObject(schema, "views", tableKey(owner(op)));
  const found = view ?? findTable(schema, owner(op));
  return found && (found.triggers ?? []);
}

function withTriggers(
  schema: Schema,
  op: Owned,
  { triggers, what }: { readonly triggers: readonly Trigger[]; readonly what: string },
): Schema {
  const key = tableKey(owner(op));
  const own = triggers.length > 0 ? { triggers } : {};
  const view = findObject(schema, "views", key);
  if (view) {
    const { triggers: _old, ...rest } = view;
    return withObject(schema, "views", { key, item: { ...rest, ...own } });
  }
  const { triggers: _old, ...rest } = needTable(schema, owner(op), what);
  return withTable(schema, { ...rest, ...own });
}

function touches(op: Owned, name: string): Touches {
  const key = objectKey("trigger", target(`${op.table}.${name}`, op.schema));
  return { reads: [], writes: [tableKey(owner(op))], objects: [key] };
}

/** Behaviour of `createTrigger`. */
export const createTriggerSpec: OpSpec<CreateTrigger> = {
  describe: (op) => `create trigger ${place(op, op.trigger.name)}`,
  reverse: (op) => dropTrigger(op.trigger.name, op.table, compact({ schema: op.schema })),
  apply(op, schema) {
    const what = this.describe(op);
    const known = triggersOf(schema, op) ?? [];
    const { name } = op.trigger;
    if (known.some((item) => item.name === name)) {
      throw new RetortError("op/exists", { op: what, noun: "trigger", name });
    }
    return withTriggers(schema, op, { triggers: [...known, op.trigger], what });
  },
  args({ table, schema, trigger: { name, sql, on } }) {
    return [name, table, sql, ...trailing({ schema, on })];
  },
  touches: (op) => touches(op, op.trigger.name),
};

/** Behaviour of `dropTrigger`. */
export const dropTriggerSpec: OpSpec<DropTrigger> = {
  describe: (op) => `drop trigger ${place(op, op.name)}`,
  reverse(op, before) {
    const trigger = triggersOf(before, op)?.find((item) => item.name === op.name);
    if (!trigger) return null;
    const { table, schema } = op;
    return freeze(compact({ kind: "createTrigger", table, schema, trigger })) as CreateTrigger;
  },
  apply(op, schema) {
    const what = this.describe(op);
    const known = triggersOf(schema, op) ?? [];
    const left = known.filter((item) => item.name !== op.name);
    if (left.length < known.length) return withTriggers(schema, op, { triggers: left, what });
    if (op.ifExists) return schema;
    if (!triggersOf(schema, op)) needTable(schema, owner(op), what);
    const noun = "trigger";
    const names = known.map(({ name }) => name);
    throw new RetortError("op/missing", { op: what, noun, name: op.name, known: names });
  },
  args: ({ name, table, schema, ifExists }) => [name, table, ...trailing({ schema, ifExists })],
  touches: (op) => touches(op, op.name),
};
