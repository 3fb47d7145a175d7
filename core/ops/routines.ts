/**
 * Operations on functions and procedures in the database.
 *
 * @module
 */
import {
  compact,
  displayName,
  findObject,
  freeze,
  objectKey,
  type Routine,
  routineKey,
  type Schema,
  type Sql,
  tableKey,
  withObject,
  withoutObject,
} from "../schema/mod.ts";
import {
  routineName,
  routineOf,
  type RoutineOptions,
  type RoutineVariants,
} from "../schema/declare.ts";
import { plainSql, plainVariants } from "./fragment.ts";
import { type OpSpec, target, type Touches, trailing } from "./op.ts";
import { addObject, type ObjectPlace, removeObject } from "./objects.ts";

export type { RoutineOptions, RoutineVariants } from "../schema/declare.ts";

/** Creates a function or a procedure. */
export interface CreateRoutine {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createRoutine";
  /** The routine. */
  readonly routine: Routine;
}

/** Creates a routine in place of the one of that name and arguments, if there is one. */
export interface ReplaceRoutine {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "replaceRoutine";
  /** The routine. */
  readonly routine: Routine;
}

/** Drops a function or a procedure. */
export interface DropRoutine {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropRoutine";
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** What it is; a function unless said otherwise. */
  readonly type?: "procedure";
  /** The types of its arguments, where names can be overloaded. */
  readonly arguments?: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/**
 * Creates a function or a procedure from its whole definition, which is run as it is.
 *
 * ```ts
 * import { op } from "@retort/core";
 *
 * op.createRoutine(
 *   "double",
 *   "create function double(n integer) returns integer return n * 2",
 *   { arguments: "integer" },
 * );
 * ```
 */
export function createRoutine(
  name: string,
  definition: string | Sql,
  options: RoutineOptions & RoutineVariants = {},
): CreateRoutine {
  return freeze({ kind: "createRoutine", routine: routineOf(name, definition, options) });
}

/** Creates a routine in place of the one of that name and arguments, if there is one. */
export function replaceRoutine(
  name: string,
  definition: string | Sql,
  options: RoutineOptions & RoutineVariants = {},
): ReplaceRoutine {
  return freeze({ kind: "replaceRoutine", routine: routineOf(name, definition, options) });
}

/** Drops a function or a procedure: `op.dropRoutine("double", { arguments: "integer" })`. */
export function dropRoutine(
  name: string,
  options: RoutineOptions & Pick<DropRoutine, "ifExists"> = {},
): DropRoutine {
  const { ifExists, ...rest } = options;
  return freeze(
    compact({ kind: "dropRoutine", name, ...routineName(rest), ifExists }),
  ) as DropRoutine;
}

type Named = Omit<Routine, "definition" | "on">;

const word = (op: Pick<Named, "type">): string => op.type ?? "function";

/** The routine that is meant: where one of both doesn't say its arguments, the only one of its name. */
export function findRoutine(
  schema: Schema,
  op: Omit<Routine, "definition" | "on">,
): Routine | undefined {
  const exact = findObject(schema, "routines", routineKey(op));
  if (exact) return exact;
  const same = [...schema.routines?.values() ?? []].filter((item) =>
    tableKey(item) === tableKey(op) && item.type === op.type
  );
  const [only] = same.length === 1 ? same : [];
  return op.arguments === undefined || only?.arguments === undefined ? only : undefined;
}

function place(schema: Schema, op: Named, what: string): ObjectPlace<"routines"> {
  const name = target(op.name, op.schema);
  return { map: "routines", key: routineKey(findRoutine(schema, op) ?? op), name, op: what };
}

function touches(op: Named): Touches {
  const { schema } = op;
  const uses = schema === undefined ? {} : { uses: [objectKey("schema", { name: schema })] };
  const objects = [objectKey("routine", target(op.name, schema))];
  return { reads: [], writes: [], objects, ...uses };
}

function args({ name, definition, on, ...rest }: Routine): readonly unknown[] {
  return [name, plainSql(definition), ...trailing({ ...rest, on: plainVariants(on) })];
}

function drop({ definition: _definition, on: _on, name, ...rest }: Routine): DropRoutine {
  return dropRoutine(name, rest);
}

/** Behaviour of `createRoutine`. */
export const createRoutineSpec: OpSpec<CreateRoutine> = {
  describe: (op) => `create ${word(op.routine)} ${displayName(op.routine)}`,
  reverse: (op) => drop(op.routine),
  apply(op, schema) {
    const { routine: item } = op;
    const name = target(item.name, item.schema);
    const at = { map: "routines", key: routineKey(item), name, op: this.describe(op) } as const;
    return addObject(schema, at, { item });
  },
  args: (op) => args(op.routine),
  touches: (op) => touches(op.routine),
};

/** Behaviour of `replaceRoutine`. */
export const replaceRoutineSpec: OpSpec<ReplaceRoutine> = {
  describe: (op) => `replace ${word(op.routine)} ${displayName(op.routine)}`,
  reverse(op, before) {
    const old = findRoutine(before, op.routine);
    if (old) return freeze({ kind: "replaceRoutine", routine: old });
    return before.unknown.all ? null : drop(op.routine);
  },
  apply({ routine: item }, schema) {
    const old = findRoutine(schema, item);
    const rest = old ? withoutObject(schema, "routines", routineKey(old)) : schema;
    return withObject(rest, "routines", { key: routineKey(item), item });
  },
  args: (op) => args(op.routine),
  touches: (op) => touches(op.routine),
};

/** Behaviour of `dropRoutine`. */
export const dropRoutineSpec: OpSpec<DropRoutine> = {
  describe: (op) => `drop ${word(op)} ${displayName(target(op.name, op.schema))}`,
  reverse(op, before) {
    const routine = findRoutine(before, op);
    return routine ? freeze({ kind: "createRoutine", routine }) : null;
  },
  apply(op, schema) {
    return removeObject(schema, place(schema, op, this.describe(op)), op.ifExists);
  },
  args: ({ kind: _kind, name, ...rest }) => [name, ...trailing(rest)],
  touches,
};
