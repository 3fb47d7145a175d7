/**
 * Relations: foreign keys, and the tables that many-to-many relations need.
 *
 * @module
 */
import {
  type Column,
  compact,
  type ForeignKey,
  type ReferentialAction,
  type Table,
} from "@retort/core/schema";
import { argument, attribute, mapped, nameOf, textOf } from "./ask.ts";
import { columnOf, partsOf } from "./column.ts";
import { type Context, fieldOf, type Model, relationsOf } from "./context.ts";
import { keyFields } from "./indexes.ts";
import { constraintName } from "./names.ts";
import type { Field } from "./parse.ts";

const actions: Readonly<Record<string, ReferentialAction>> = {
  Cascade: "cascade",
  Restrict: "restrict",
  NoAction: "no action",
  SetNull: "set null",
  SetDefault: "set default",
};

/** The foreign keys of a model. */
export function foreignKeysOf(model: Model, cx: Context): readonly ForeignKey[] {
  return relationsOf(model, cx).flatMap((field): readonly ForeignKey[] => {
    const relation = attribute(field, "relation");
    const fields = relation && argument(relation, "fields");
    if (!relation || !fields) return [];
    const target = cx.models.get(field.type) ?? cx.fail(`there is no model ${field.type}`);
    const own = partsOf(fields).map(({ name }) => fieldOf(model, name, cx));
    const others = partsOf(argument(relation, "references"))
      .map(({ name }) => mapped(fieldOf(target, name, cx)));
    const action = (name: string): ReferentialAction | undefined =>
      actions[nameOf(argument(relation, name)) ?? ""];
    const columns = own.map(mapped);
    return [{
      name: textOf(argument(relation, "map")) ??
        constraintName(cx.provider, [model.table, ...columns], "fkey"),
      columns,
      references: compact({ table: target.table, schema: target.place, columns: others }),
      // A row that must have what it references keeps it; else it loses it.
      onDelete: action("onDelete") ??
        (own.some(({ optional }) => !optional) ? "restrict" : "set null"),
      onUpdate: action("onUpdate") ?? "cascade",
    }];
  });
}

function relationName(field: Field): string | undefined {
  const relation = attribute(field, "relation");
  return relation && textOf(argument(relation, "name", true));
}

/** The tables behind relations that are lists on both sides. */
export function joinTables(cx: Context): readonly Table[] {
  const found = new Map<string, Table>();
  for (const model of cx.models.values()) {
    for (const field of relationsOf(model, cx)) {
      const other = cx.models.get(field.type);
      if (!field.list || !other) continue;
      const name = relationName(field);
      const back = other.fields.find((item) =>
        item.list && item.type === model.name && item !== field && relationName(item) === name
      );
      if (!back) continue;
      const sides = [model.name, other.name].toSorted();
      const table = `_${name ?? sides.join("To")}`;
      if (found.has(table)) continue;
      const [a, b] = sides[0] === model.name ? [model, other] : [other, model];
      found.set(table, joinTable(table, a, { b, cx }));
    }
  }
  return [...found.values()];
}

/** A side of a many-to-many relation: its column, and what that references. */
interface Side {
  readonly column: "A" | "B";
  readonly model: Model;
  readonly key: Field;
}

function sideOf(column: "A" | "B", model: Model, cx: Context): Side {
  const [key, ...others] = keyFields(model);
  if (key === undefined || others.length > 0) {
    return cx.fail(`model ${model.name} of a many-to-many relation has no single key`);
  }
  return { column, model, key: fieldOf(model, key, cx) };
}

/** The column of a side has the type of the key, and nothing else of it. */
function sideColumn({ column, key }: Side, cx: Context): Column {
  const attributes = key.attributes.filter(({ name }) => name.startsWith("db."));
  return { ...columnOf({ ...key, attributes }, true, cx), name: column };
}

function sideKey(name: string, { column, model, key }: Side): ForeignKey {
  return {
    name: `${name}_${column}_fkey`,
    columns: [column],
    references: compact({ table: model.table, schema: model.place, columns: [mapped(key)] }),
    onDelete: "cascade",
    onUpdate: "cascade",
  };
}

function joinTable(
  name: string,
  a: Model,
  { b, cx }: { readonly b: Model; readonly cx: Context },
): Table {
  const sides = [sideOf("A", a, cx), sideOf("B", b, cx)];
  const isPostgres = cx.provider === "postgres";
  const parts = [{ column: "A" }, { column: "B" }];
  const pair = { name: `${name}_AB_unique`, unique: true, parts };
  return compact({
    name,
    schema: a.place,
    columns: sides.map((side) => sideColumn(side, cx)),
    primaryKey: isPostgres ? { name: `${name}_AB_pkey`, columns: ["A", "B"] } : undefined,
    uniques: [],
    foreignKeys: sides.map((side) => sideKey(name, side)),
    checks: [],
    indexes: [
      ...(isPostgres ? [] : [pair]),
      { name: `${name}_B_index`, unique: false, parts: [{ column: "B" }] },
    ],
  });
}
