/**
 * Operations on schemas and extensions.
 *
 * @module
 */
import { compact, type Extension, findObject, freeze, objectKey } from "../schema/mod.ts";
import { type OpSpec, trailing } from "./op.ts";
import { addObject, type ObjectPlace, removeObject, surelyMade } from "./objects.ts";

/** Creates a schema. */
export interface CreateSchema {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createSchema";
  /** The name. */
  readonly name: string;
  /** Who owns it; whoever creates it unless said otherwise. */
  readonly authorization?: string;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Drops a schema, which must be empty. */
export interface DropSchema {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropSchema";
  /** The name. */
  readonly name: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/** Installs an extension of the server in the database. */
export interface CreateExtension {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createExtension";
  /** The extension. */
  readonly extension: Extension;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Takes an extension out of the database; nothing may use it any more. */
export interface DropExtension {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropExtension";
  /** The name. */
  readonly name: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/** Creates a schema: `op.createSchema("audit")`. */
export function createSchema(
  name: string,
  options: Pick<CreateSchema, "authorization" | "ifNotExists"> = {},
): CreateSchema {
  return freeze({ kind: "createSchema", name, ...compact(options) }) as CreateSchema;
}

/** Drops a schema, which must be empty: `op.dropSchema("audit")`. */
export function dropSchema(name: string, options: Pick<DropSchema, "ifExists"> = {}): DropSchema {
  return freeze({ kind: "dropSchema", name, ...compact(options) }) as DropSchema;
}

/** Installs an extension: `op.createExtension("btree_gist", { ifNotExists: true })`. */
export function createExtension(
  name: string,
  options: Omit<Extension, "name"> & Pick<CreateExtension, "ifNotExists"> = {},
): CreateExtension {
  const { ifNotExists, ...rest } = options;
  const extension = compact({ name, ...rest });
  return freeze(compact({ kind: "createExtension", extension, ifNotExists })) as CreateExtension;
}

/** Takes an extension out of the database: `op.dropExtension("btree_gist")`. */
export function dropExtension(
  name: string,
  options: Pick<DropExtension, "ifExists"> = {},
): DropExtension {
  return freeze({ kind: "dropExtension", name, ...compact(options) }) as DropExtension;
}

function schemaPlace(name: string, op: string): ObjectPlace<"schemas"> {
  return { map: "schemas", key: name, name: { name }, op };
}

function extensionPlace(name: string, op: string): ObjectPlace<"extensions"> {
  return { map: "extensions", key: name, name: { name }, op };
}

/** Behaviour of `createSchema`. */
export const createSchemaSpec: OpSpec<CreateSchema> = {
  describe: (op) => `create schema ${op.name}`,
  reverse(op, before) {
    const place = schemaPlace(op.name, this.describe(op));
    return surelyMade(before, place, op.ifNotExists) ? dropSchema(op.name) : null;
  },
  apply(op, schema) {
    const { name, authorization, ifNotExists } = op;
    const item = compact({ name, authorization });
    return addObject(schema, schemaPlace(name, this.describe(op)), { item, ifNotExists });
  },
  args: ({ name, authorization, ifNotExists }) => [
    name,
    ...trailing({ authorization, ifNotExists }),
  ],
  touches: (op) => ({ reads: [], writes: [], objects: [objectKey("schema", { name: op.name })] }),
};

/** Behaviour of `dropSchema`. */
export const dropSchemaSpec: OpSpec<DropSchema> = {
  describe: (op) => `drop schema ${op.name}`,
  reverse(op, before) {
    const found = findObject(before, "schemas", op.name);
    return found ? freeze({ kind: "createSchema", ...found }) : null;
  },
  apply: (op, schema) =>
    removeObject(schema, schemaPlace(op.name, `drop schema ${op.name}`), op.ifExists),
  args: ({ name, ifExists }) => [name, ...trailing({ ifExists })],
  touches: (op) => ({ reads: [], writes: [], objects: [objectKey("schema", { name: op.name })] }),
};

/** Behaviour of `createExtension`. */
export const createExtensionSpec: OpSpec<CreateExtension> = {
  describe: (op) => `create extension ${op.extension.name}`,
  reverse(op, before) {
    const { name } = op.extension;
    const place = extensionPlace(name, this.describe(op));
    return surelyMade(before, place, op.ifNotExists) ? dropExtension(name) : null;
  },
  apply(op, schema) {
    const { extension: item, ifNotExists } = op;
    return addObject(schema, extensionPlace(item.name, this.describe(op)), { item, ifNotExists });
  },
  args({ extension: { name, ...rest }, ifNotExists }) {
    return [name, ...trailing({ ...rest, ifNotExists })];
  },
  touches({ extension: { name, schema } }) {
    const uses = schema === undefined ? {} : { uses: [objectKey("schema", { name: schema })] };
    return { reads: [], writes: [], objects: [objectKey("extension", { name })], ...uses };
  },
};

/** Behaviour of `dropExtension`. */
export const dropExtensionSpec: OpSpec<DropExtension> = {
  describe: (op) => `drop extension ${op.name}`,
  reverse(op, before) {
    const extension = findObject(before, "extensions", op.name);
    return extension ? freeze({ kind: "createExtension", extension }) : null;
  },
  apply: (op, schema) =>
    removeObject(schema, extensionPlace(op.name, `drop extension ${op.name}`), op.ifExists),
  args: ({ name, ifExists }) => [name, ...trailing({ ifExists })],
  touches: (op) => ({
    reads: [],
    writes: [],
    objects: [objectKey("extension", { name: op.name })],
  }),
};
