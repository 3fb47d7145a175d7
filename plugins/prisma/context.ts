/**
 * What is known while a schema of Prisma is read.
 *
 * @module
 */
import type { Block, Field } from "./parse.ts";
import type { Provider } from "./types.ts";

/** A model with its name in the database. */
export interface Model extends Block {
  /** The name in the database. */
  readonly table: string;
  /** The schema it is in, where that is not the usual one. */
  readonly place: string | undefined;
}

/** What is known. */
export interface Context {
  /** The provider. */
  readonly provider: Provider;
  /** The models, by their names. */
  readonly models: ReadonlyMap<string, Model>;
  /** The enums, by their names. */
  readonly enums: ReadonlyMap<string, Block>;
  /** Refuses the schema. */
  readonly fail: (problem: string) => never;
}

/** The fields that are relations. */
export function relationsOf(model: Model, { models }: Context): readonly Field[] {
  return model.fields.filter(({ type }) => models.has(type));
}

/** A field by its name. */
export function fieldOf(model: Model, name: string, { fail }: Context): Field {
  return model.fields.find((field) => field.name === name) ??
    fail(`model ${model.name} has no field ${name}`);
}
