/**
 * What attributes say.
 *
 * @module
 */
import type { Argument, Attribute, Block, Field, Value } from "./parse.ts";

/** Something that attributes stand at. */
export type Owner = Pick<Block | Field, "attributes">;

/** The attribute of a name. */
export function attribute(owner: Owner, name: string): Attribute | undefined {
  return owner.attributes.find((item) => item.name === name);
}

/** An argument: by its name, or the first without one. */
export function argument(
  { args }: { readonly args: readonly Argument[] },
  name: string,
  first = false,
): Value | undefined {
  return args.find((item) => item.name === name)?.value ??
    (first ? args.find((item) => item.name === undefined)?.value : undefined);
}

/** The text of a value that is text. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "text" ? value.text : undefined;
}

/** The name of a value that is a name. */
export function nameOf(value: Value | undefined): string | undefined {
  return value?.kind === "name" ? value.name : undefined;
}

/** The items of a list, or what stands alone. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === "list" ? value.items : [value];
}

/** The name in the database: what `@map` or `@@map` says, or its own. */
export function mapped(owner: Owner & { readonly name: string }): string {
  const map = attribute(owner, "map");
  return (map && textOf(argument(map, "name", true))) ?? owner.name;
}

/** The schema that `@@schema` says, where it is not the usual one. */
export function placeOf(owner: Owner): string | undefined {
  const found = attribute(owner, "schema");
  const schema = found && textOf(argument(found, "map", true));
  return schema === "public" ? undefined : schema;
}
