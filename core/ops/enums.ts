/**
 * Operations on enumerated types.
 *
 * @module
 */
import {
  compact,
  displayName,
  type EnumType,
  findObject,
  freeze,
  objectKey,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import { changeValues, type EnumName, insertValue, knownValues } from "./enum_values.ts";
import { type OpSpec, target, type Touches, trailing } from "./op.ts";
import { addObject, type ObjectPlace, removeObject, surelyMade } from "./objects.ts";

/** Creates an enumerated type. */
export interface CreateEnum {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createEnum";
  /** The type. */
  readonly type: EnumType;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Drops an enumerated type; no column may use it any more. */
export interface DropEnum extends EnumName {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropEnum";
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/** Adds a value to an enumerated type: last, unless a place is given. */
export interface AddEnumValue extends EnumName {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "addEnumValue";
  /** The value. */
  readonly value: string;
  /** The value that it comes before. */
  readonly before?: string;
  /** The value that it comes after. */
  readonly after?: string;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Renames a value of an enumerated type. */
export interface RenameEnumValue extends EnumName {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "renameEnumValue";
  /** The value. */
  readonly value: string;
  /** The new one. */
  readonly to: string;
}

/** Takes a value out of an enumerated type; where rows still hold it the database refuses. */
export interface RemoveEnumValue extends EnumName {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "removeEnumValue";
  /** The value. */
  readonly value: string;
  /** What rows get that hold it. */
  readonly replaceWith?: string;
}

/** Creates an enumerated type: `op.createEnum("mood", ["happy", "sad"])`. */
export function createEnum(
  name: string,
  values: readonly string[],
  options: { readonly schema?: string } & Pick<CreateEnum, "ifNotExists"> = {},
): CreateEnum {
  const { schema, ifNotExists } = options;
  const type = compact({ name, schema, values: [...values] });
  return freeze(compact({ kind: "createEnum", type, ifNotExists })) as CreateEnum;
}

/** Drops an enumerated type: `op.dropEnum("mood")`. */
export function dropEnum(
  name: string,
  options: Pick<DropEnum, "schema" | "ifExists"> = {},
): DropEnum {
  return freeze({ kind: "dropEnum", name, ...compact(options) }) as DropEnum;
}

/** Adds a value to an enumerated type: `op.addEnumValue("mood", "calm", { after: "happy" })`. */
export function addEnumValue(
  name: string,
  value: string,
  options: Pick<AddEnumValue, "schema" | "before" | "after" | "ifNotExists"> = {},
): AddEnumValue {
  return freeze({ kind: "addEnumValue", name, value, ...compact(options) }) as AddEnumValue;
}

/** Renames a value of an enumerated type: `op.renameEnumValue("mood", "sad", "blue")`. */
export function renameEnumValue(
  name: string,
  value: string,
  to: string,
  options: Pick<RenameEnumValue, "schema"> = {},
): RenameEnumValue {
  return freeze({ kind: "renameEnumValue", name, value, to, ...compact(options) });
}

/** Takes a value out of an enumerated type: `op.removeEnumValue("mood", "sad")`. */
export function removeEnumValue(
  name: string,
  value: string,
  options: Pick<RemoveEnumValue, "schema" | "replaceWith"> = {},
): RemoveEnumValue {
  return freeze({ kind: "removeEnumValue", name, value, ...compact(options) }) as RemoveEnumValue;
}

const nameOf = (op: EnumName): TableName => target(op.name, op.schema);

function place(op: EnumName, what: string): ObjectPlace<"enums"> {
  const name = nameOf(op);
  return { map: "enums", key: tableKey(name), name, op: what };
}

/** Which columns have the type is not known to the op. */
function touchesColumns(op: EnumName): Touches {
  return { reads: [], writes: [], all: true, objects: [objectKey("enum", nameOf(op))] };
}

/** Behaviour of `createEnum`. */
export const createEnumSpec: OpSpec<CreateEnum> = {
  describe: (op) => `create enum ${displayName(op.type)}`,
  reverse(op, before) {
    const { name, schema } = op.type;
    if (!surelyMade(before, place(op.type, ""), op.ifNotExists)) return null;
    return dropEnum(name, compact({ schema }));
  },
  apply(op, schema) {
    const { type: item, ifNotExists } = op;
    return addObject(schema, place(item, this.describe(op)), { item, ifNotExists });
  },
  args({ type: { name, values, schema }, ifNotExists }) {
    return [name, values, ...trailing({ schema, ifNotExists })];
  },
  touches({ type }) {
    const { schema } = type;
    const uses = schema === undefined ? {} : { uses: [objectKey("schema", { name: schema })] };
    return { reads: [], writes: [], objects: [objectKey("enum", nameOf(type))], ...uses };
  },
};

/** Behaviour of `dropEnum`. */
export const dropEnumSpec: OpSpec<DropEnum> = {
  describe: (op) => `drop enum ${displayName(nameOf(op))}`,
  reverse(op, before) {
    const type = findObject(before, "enums", tableKey(nameOf(op)));
    return type ? freeze({ kind: "createEnum", type }) : null;
  },
  apply(op, schema) {
    return removeObject(schema, place(op, this.describe(op)), op.ifExists);
  },
  args: ({ name, schema, ifExists }) => [name, ...trailing({ schema, ifExists })],
  touches: (op) => ({ reads: [], writes: [], objects: [objectKey("enum", nameOf(op))] }),
};

/** Behaviour of `addEnumValue`. */
export const addEnumValueSpec: OpSpec<AddEnumValue> = {
  describe: (op) => `add value "${op.value}" to enum ${displayName(nameOf(op))}`,
  reverse(op, before) {
    if (op.ifNotExists) {
      const values = knownValues(before, op);
      if (!values || values.includes(op.value)) return null;
    }
    return removeEnumValue(op.name, op.value, compact({ schema: op.schema }));
  },
  apply(op, schema) {
    return changeValues(schema, place(op, this.describe(op)), (values, refuse) => {
      if (!values.includes(op.value)) return insertValue(values, op, refuse);
      return op.ifNotExists ? values : refuse.exists(op.value);
    });
  },
  args: ({ name, value, schema, before, after, ifNotExists }) => [
    name,
    value,
    ...trailing({ before, after, schema, ifNotExists }),
  ],
  touches: touchesColumns,
};

/** Behaviour of `renameEnumValue`. */
export const renameEnumValueSpec: OpSpec<RenameEnumValue> = {
  describe: (op) => `rename value "${op.value}" of enum ${displayName(nameOf(op))} to "${op.to}"`,
  reverse: (op) => renameEnumValue(op.name, op.to, op.value, compact({ schema: op.schema })),
  apply(op, schema) {
    return changeValues(schema, place(op, this.describe(op)), (values, refuse) => {
      if (!values.includes(op.value)) return refuse.missing(op.value);
      if (values.includes(op.to)) return refuse.exists(op.to);
      return values.map((value) => (value === op.value ? op.to : value));
    });
  },
  args: ({ name, value, to, schema }) => [name, value, to, ...trailing({ schema })],
  touches: touchesColumns,
};

/** Behaviour of `removeEnumValue`. */
export const removeEnumValueSpec: OpSpec<RemoveEnumValue> = {
  describe: (op) => `remove value "${op.value}" from enum ${displayName(nameOf(op))}`,
  reverse(op, before) {
    const values = knownValues(before, op);
    // Which rows held the value is not known any more once they got another.
    if (!values?.includes(op.value) || op.replaceWith !== undefined) return null;
    const next = values[values.indexOf(op.value) + 1];
    return addEnumValue(op.name, op.value, compact({ schema: op.schema, before: next }));
  },
  apply(op, schema) {
    return changeValues(schema, place(op, this.describe(op)), (values, refuse) => {
      const wanted = [op.value, op.replaceWith].find((v) => v !== undefined && !values.includes(v));
      if (wanted !== undefined) return refuse.missing(wanted);
      return values.filter((value) => value !== op.value);
    });
  },
  args: ({ name, value, schema, replaceWith }) => [
    name,
    value,
    ...trailing({ replaceWith, schema }),
  ],
  touches: touchesColumns,
};
