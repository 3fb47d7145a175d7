/**
 * Keys and indexes.
 *
 * @module
 */
import {
  compact,
  type Index,
  type IndexPart,
  type Json,
  type PrimaryKey,
  sql,
} from "@retort/core/schema";
import { argument, attribute, mapped, nameOf, textOf } from "./ask.ts";
import { partsOf } from "./column.ts";
import { type Context, fieldOf, type Model } from "./context.ts";
import { constraintName } from "./names.ts";
import type { Attribute, Value } from "./parse.ts";

/** The primary key: of `@id` or of `@@id`. */
export function primaryKeyOf(model: Model, cx: Context): PrimaryKey | undefined {
  const { provider } = cx;
  const single = model.fields.find((field) => attribute(field, "id"));
  const found = (single && attribute(single, "id")) ?? attribute(model, "id");
  if (!found) return undefined;
  const columns = single
    ? [mapped(single)]
    : partsOf(argument(found, "fields", true)).map(({ name }) => mapped(fieldOf(model, name, cx)));
  const given = textOf(argument(found, "map")) ??
    constraintName(provider, [model.table], "pkey");
  return provider === "postgres" ? { name: given, columns } : { columns };
}

/** The names of the fields that are the primary key. */
export function keyFields(model: Model): readonly string[] {
  const single = model.fields.find((field) => attribute(field, "id"));
  if (single) return [single.name];
  const found = attribute(model, "id");
  return found ? partsOf(argument(found, "fields", true)).map(({ name }) => name) : [];
}

/** The indexes: Prisma makes unique ones of all that is unique. */
export function indexesOf(model: Model, cx: Context): readonly Index[] {
  const single = model.fields.flatMap((field): readonly Index[] => {
    const found = attribute(field, "unique");
    if (!found) return [];
    const name = textOf(argument(found, "map")) ??
      constraintName(cx.provider, [model.table, mapped(field)], "key");
    const part = { name: field.name, args: found.args };
    return [{ name, unique: true, parts: [indexPart(part, model, cx)] }];
  });
  const others = model.attributes.flatMap((item): readonly Index[] => {
    return ["unique", "index", "fulltext"].includes(item.name) ? [indexOf(item, model, cx)] : [];
  });
  return [...single, ...others];
}

function indexOf(item: Attribute, model: Model, cx: Context): Index {
  const { provider } = cx;
  const unique = item.name === "unique";
  const named = partsOf(argument(item, "fields", true));
  const columns = named.map(({ name }) => mapped(fieldOf(model, name, cx)));
  const method = nameOf(argument(item, "type"));
  const where = rawText(argument(item, "where"));
  const lengths = named.flatMap(({ args }, index) => {
    const length = argument({ args }, "length");
    return length?.kind === "number" ? [[columns[index] ?? "", Number(length.text)] as const] : [];
  });
  const using = method && indexMethod(method);
  const own = compact({
    using: using === "btree" ? undefined : using,
    length: lengths.length === 0 ? undefined : Object.fromEntries(lengths),
    type: item.name === "fulltext" ? "fulltext" : undefined,
  }) as Record<string, Json>;
  return compact({
    name: textOf(argument(item, "map")) ??
      constraintName(provider, [model.table, ...columns], unique ? "key" : "idx"),
    unique,
    parts: named.map((part) => indexPart(part, model, cx)),
    where: where === undefined ? undefined : sql.raw(where),
    options: Object.keys(own).length === 0 ? undefined : { [provider]: own },
  });
}

/** `SpGist` is `spgist`, `BTree` is `btree`. */
function indexMethod(name: string): string {
  return name.toLowerCase();
}

function rawText(value: Value | undefined): string | undefined {
  if (value?.kind !== "name" || value.name !== "raw") return undefined;
  return textOf(value.args?.[0]?.value);
}

function indexPart(
  { name, args }: ReturnType<typeof partsOf>[number],
  model: Model,
  cx: Context,
): IndexPart {
  const down = nameOf(argument({ args }, "sort")) === "Desc";
  const ops = argument({ args }, "ops");
  const operators = rawText(ops) ?? (ops?.kind === "name" ? operatorClass(ops.name) : undefined);
  return compact({
    column: mapped(fieldOf(model, name, cx)),
    order: down ? "desc" as const : undefined,
    options: operators === undefined ? undefined : { postgres: { ops: operators } },
  });
}

/** `Int4MinMaxMultiOps` is `int4_minmax_multi_ops`. */
function operatorClass(name: string): string {
  return name.replace("MinMax", "Minmax").replace(/^TimestampTz/, "Timestamptz")
    .replace(/^TimeTz/, "Timetz").replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
