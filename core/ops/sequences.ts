/**
 * Operations on sequences.
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
  type Sequence,
  tableKey,
  type TableName,
  type WholeNumber,
  withObject,
} from "../schema/mod.ts";
import { plainNumbers, sequenceOf, type SequenceOptions, type Whole } from "../schema/declare.ts";
import { type OpSpec, target, type Touches, trailing } from "./op.ts";
import { addObject, needObject, type ObjectPlace, removeObject, surelyMade } from "./objects.ts";

export type { SequenceOptions, Whole } from "../schema/declare.ts";

/** Creates a sequence. */
export interface CreateSequence {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createSequence";
  /** The sequence. */
  readonly sequence: Sequence;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** What of a sequence changes; what is absent stays as it is, `null` goes back to the server's own. */
export interface SequenceChanges {
  /** The type of its numbers, as SQL. */
  readonly type?: string;
  /** The first number; it is where a restart begins. */
  readonly start?: WholeNumber | null;
  /** The step between numbers. */
  readonly increment?: WholeNumber | null;
  /** The smallest number. */
  readonly minValue?: WholeNumber | null;
  /** The largest number. */
  readonly maxValue?: WholeNumber | null;
  /** How many numbers a session takes at once. */
  readonly cache?: number | null;
  /** Whether it begins again after the last number. */
  readonly cycle?: boolean | null;
  /** The column it goes away with. */
  readonly ownedBy?: { readonly table: string; readonly column: string } | null;
}

/** Changes a sequence. */
export interface AlterSequence {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "alterSequence";
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The changes. */
  readonly set: SequenceChanges;
  /** Goes on with this number, or with the first one. */
  readonly restart?: WholeNumber | true;
}

/** Drops a sequence. */
export interface DropSequence {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropSequence";
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/** What `op.alterSequence` may change. */
export type SequenceInput = Whole<SequenceChanges> & {
  /** Goes on with this number, or with the first one. */
  readonly restart?: number | bigint | { readonly bigint: string } | true;
};

/** Creates a sequence: `op.createSequence("order_numbers", { start: 1000 })`. */
export function createSequence(
  name: string,
  options: SequenceOptions & Pick<CreateSequence, "ifNotExists"> = {},
): CreateSequence {
  const { ifNotExists, ...rest } = options;
  const sequence = sequenceOf(name, rest);
  return freeze(compact({ kind: "createSequence", sequence, ifNotExists })) as CreateSequence;
}

/** Changes a sequence: `op.alterSequence("order_numbers", { increment: 10, maxValue: null })`. */
export function alterSequence(
  name: string,
  changes: SequenceInput,
  options: Pick<AlterSequence, "schema"> = {},
): AlterSequence {
  const { restart, ...set } = plainNumbers(changes) as
    & SequenceChanges
    & Pick<AlterSequence, "restart">;
  if (Object.keys(set).length === 0 && restart === undefined) {
    throw new RetortError("op/bad-argument", { op: "alterSequence", problem: "nothing changes" });
  }
  const { schema } = options;
  return freeze(compact({ kind: "alterSequence", name, schema, set, restart })) as AlterSequence;
}

/** Drops a sequence: `op.dropSequence("order_numbers")`. */
export function dropSequence(
  name: string,
  options: Pick<DropSequence, "schema" | "ifExists"> = {},
): DropSequence {
  return freeze({ kind: "dropSequence", name, ...compact(options) }) as DropSequence;
}

const nameOf = (op: { readonly name: string; readonly schema?: string }): TableName =>
  target(op.name, op.schema);

function place(
  op: { readonly name: string; readonly schema?: string },
  what: string,
): ObjectPlace<"sequences"> {
  const name = nameOf(op);
  return { map: "sequences", key: tableKey(name), name, op: what };
}

function touches(op: { readonly name: string; readonly schema?: string }): Touches {
  return { reads: [], writes: [], objects: [objectKey("sequence", nameOf(op))] };
}

/** Behaviour of `createSequence`. */
export const createSequenceSpec: OpSpec<CreateSequence> = {
  describe: (op) => `create sequence ${displayName(op.sequence)}`,
  reverse(op, before) {
    const { name, schema } = op.sequence;
    if (!surelyMade(before, place(op.sequence, ""), op.ifNotExists)) return null;
    return dropSequence(name, compact({ schema }));
  },
  apply(op, schema) {
    const { sequence: item, ifNotExists } = op;
    return addObject(schema, place(item, this.describe(op)), { item, ifNotExists });
  },
  args({ sequence: { name, ...rest }, ifNotExists }) {
    return [name, ...trailing({ ...rest, ifNotExists })];
  },
  touches({ sequence }) {
    const { schema, ownedBy } = sequence;
    const reads = ownedBy ? [tableKey(target(ownedBy.table, schema))] : [];
    const uses = schema === undefined ? {} : { uses: [objectKey("schema", { name: schema })] };
    return { ...touches(sequence), reads, ...uses };
  },
};

/** Behaviour of `alterSequence`. */
export const alterSequenceSpec: OpSpec<AlterSequence> = {
  describe(op) {
    const what = Object.entries(op.set)
      .map(([key, value]) => value === null ? `drop ${key}` : `set ${key}`);
    if (op.restart !== undefined) what.push("restart");
    return `alter sequence ${displayName(nameOf(op))}: ${what.join(", ")}`;
  },
  reverse(op, before) {
    const found = findObject(before, "sequences", tableKey(nameOf(op)));
    // Where it stood before a restart is not known.
    if (!found || op.restart !== undefined) return null;
    const old = found as Readonly<Record<string, unknown>> & Sequence;
    if (op.set.type !== undefined && old.type === undefined) return null;
    const set = Object.fromEntries(Object.keys(op.set).map((key) => [key, old[key] ?? null]));
    return freeze({ ...op, set });
  },
  apply(op, schema: Schema) {
    const at = place(op, this.describe(op));
    const found = needObject(schema, at);
    if (!found) return schema;
    const item: Record<string, unknown> = { ...found };
    for (const [key, value] of Object.entries(op.set)) {
      if (value === null) delete item[key];
      else item[key] = value;
    }
    return withObject(schema, "sequences", { key: at.key, item: item as unknown as Sequence });
  },
  args: ({ name, set, restart, schema }) => [
    name,
    compact({ ...set, restart }),
    ...trailing({ schema }),
  ],
  touches(op) {
    const { ownedBy } = op.set;
    return { ...touches(op), reads: ownedBy ? [tableKey(target(ownedBy.table, op.schema))] : [] };
  },
};

/** Behaviour of `dropSequence`. */
export const dropSequenceSpec: OpSpec<DropSequence> = {
  describe: (op) => `drop sequence ${displayName(nameOf(op))}`,
  reverse(op, before) {
    const sequence = findObject(before, "sequences", tableKey(nameOf(op)));
    return sequence ? freeze({ kind: "createSequence", sequence }) : null;
  },
  apply(op, schema) {
    return removeObject(schema, place(op, this.describe(op)), op.ifExists);
  },
  args: ({ name, schema, ifExists }) => [name, ...trailing({ schema, ifExists })],
  touches,
};
