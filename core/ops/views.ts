/**
 * Operations on views, plain and materialized.
 *
 * @module
 */
import {
  compact,
  displayName,
  findObject,
  freeze,
  objectKey,
  type Sql,
  tableKey,
  type TableName,
  type View,
  withObject,
} from "../schema/mod.ts";
import { viewOf, type ViewOptions } from "../schema/declare.ts";
import { plainSql, plainVariants } from "./fragment.ts";
import { type OpSpec, target, type Touches, trailing } from "./op.ts";
import { addObject, type ObjectPlace, removeObject, surelyMade } from "./objects.ts";

export type { ViewOptions } from "../schema/declare.ts";

/** Creates a view. */
export interface CreateView {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createView";
  /** The view. */
  readonly view: View;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Creates a view in place of the one of that name, if there is one. */
export interface ReplaceView {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "replaceView";
  /** The view. */
  readonly view: View;
}

/** Drops a view. */
export interface DropView {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropView";
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether it is a materialized one; databases must be told. */
  readonly materialized?: true;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/**
 * Creates a view.
 *
 * ```ts
 * import { op } from "@retort/core";
 *
 * op.createView("adults", "select id, name from users where age >= 18");
 * op.createView("totals", "select sum(total) from orders", { materialized: true });
 * ```
 */
export function createView(
  name: string,
  query: string | Sql,
  options: ViewOptions & Pick<CreateView, "ifNotExists"> = {},
): CreateView {
  const { ifNotExists, ...rest } = options;
  const view = viewOf(name, query, rest);
  return freeze(compact({ kind: "createView", view, ifNotExists })) as CreateView;
}

/** Creates a view in place of the one of that name, if there is one. */
export function replaceView(
  name: string,
  query: string | Sql,
  options: ViewOptions = {},
): ReplaceView {
  return freeze({ kind: "replaceView", view: viewOf(name, query, options) });
}

/** Drops a view: `op.dropView("adults")`. */
export function dropView(
  name: string,
  options: Pick<ViewOptions, "schema" | "materialized"> & Pick<DropView, "ifExists"> = {},
): DropView {
  const { materialized, schema, ifExists } = options;
  const only = materialized ? true : undefined;
  return freeze(
    compact({ kind: "dropView", name, schema, materialized: only, ifExists }),
  ) as DropView;
}

const nameOf = (op: { readonly name: string; readonly schema?: string }): TableName =>
  target(op.name, op.schema);

function place(
  op: { readonly name: string; readonly schema?: string },
  what: string,
): ObjectPlace<"views"> {
  const name = nameOf(op);
  return { map: "views", key: tableKey(name), name, op: what };
}

function viewArgs({ name, query, on, ...rest }: View, more: object = {}): readonly unknown[] {
  const { triggers: _triggers, ...options } = rest;
  return [name, plainSql(query), ...trailing({ ...options, on: plainVariants(on), ...more })];
}

/** Which tables the query reads is not known to the op. */
function touches(view: View): Touches {
  const { schema } = view;
  const uses = schema === undefined ? {} : { uses: [objectKey("schema", { name: schema })] };
  return { reads: [], writes: [], objects: [objectKey("view", nameOf(view))], ...uses };
}

function drop(view: View): DropView {
  const { name, schema, materialized } = view;
  return dropView(name, compact({ schema, materialized }));
}

const word = (op: { readonly materialized?: true }): string =>
  op.materialized ? "materialized view" : "view";

/** Behaviour of `createView`. */
export const createViewSpec: OpSpec<CreateView> = {
  describe: (op) => `create ${word(op.view)} ${displayName(op.view)}`,
  reverse: (op, before) =>
    surelyMade(before, place(op.view, ""), op.ifNotExists) ? drop(op.view) : null,
  apply(op, schema) {
    const { view: item, ifNotExists } = op;
    return addObject(schema, place(item, this.describe(op)), { item, ifNotExists });
  },
  args: ({ view, ifNotExists }) => viewArgs(view, { ifNotExists }),
  touches: (op) => touches(op.view),
};

/** Behaviour of `replaceView`. */
export const replaceViewSpec: OpSpec<ReplaceView> = {
  describe: (op) => `replace ${word(op.view)} ${displayName(op.view)}`,
  reverse(op, before) {
    const old = findObject(before, "views", place(op.view, "").key);
    if (old) return old.triggers ? null : freeze({ kind: "replaceView", view: old });
    return before.unknown.all ? null : drop(op.view);
  },
  apply: (op, schema) =>
    withObject(schema, "views", { key: place(op.view, "").key, item: op.view }),
  args: (op) => viewArgs(op.view),
  touches: (op) => touches(op.view),
};

/** Behaviour of `dropView`. */
export const dropViewSpec: OpSpec<DropView> = {
  describe: (op) => `drop ${word(op)} ${displayName(nameOf(op))}`,
  reverse(op, before) {
    const view = findObject(before, "views", place(op, "").key);
    // What hangs on it goes with it; one op can't bring both back.
    return view && !view.triggers ? freeze({ kind: "createView", view }) : null;
  },
  apply(op, schema) {
    return removeObject(schema, place(op, this.describe(op)), op.ifExists);
  },
  args: ({ name, schema, materialized, ifExists }) => [
    name,
    ...trailing({ schema, materialized, ifExists }),
  ],
  touches: (op) => ({ reads: [], writes: [], objects: [objectKey("view", nameOf(op))] }),
};
