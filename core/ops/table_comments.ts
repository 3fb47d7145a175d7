/**
 * The operation on the comment of a table.
 *
 * @module
 */
import { compact, displayName, freeze, type Table, withTable } from "../schema/mod.ts";
import { findTable, needTable, type OpSpec, target, trailing, writes } from "./op.ts";

/** Gives a table a comment, or takes it away. */
export interface CommentTable {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "commentTable";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The comment; `null` takes it away. */
  readonly comment: string | null;
}

/** Gives a table a comment, or takes it away: `op.commentTable("users", "who signs in")`. */
export function commentTable(
  table: string,
  comment: string | null,
  options: Pick<CommentTable, "schema"> = {},
): CommentTable {
  return freeze({ kind: "commentTable", table, ...compact(options), comment }) as CommentTable;
}

/** Gives a table a comment: `op.createTableComment("users", "who signs in")`. */
export function createTableComment(
  table: string,
  comment: string,
  options: Pick<CommentTable, "schema"> = {},
): CommentTable {
  return commentTable(table, comment, options);
}

/** Takes the comment of a table away: `op.dropTableComment("users")`. */
export function dropTableComment(
  table: string,
  options: Pick<CommentTable, "schema"> = {},
): CommentTable {
  return commentTable(table, null, options);
}

/** Behaviour of `commentTable`. */
export const commentTableSpec: OpSpec<CommentTable> = {
  describe(op) {
    const name = displayName(target(op.table, op.schema));
    return op.comment === null ? `drop comment on table ${name}` : `comment on table ${name}`;
  },
  reverse(op, before) {
    const table = findTable(before, target(op.table, op.schema));
    return table ? freeze({ ...op, comment: table.comment ?? null }) : null;
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    const { comment: _old, ...rest } = table;
    const next: Table = op.comment === null ? rest : { ...rest, comment: op.comment };
    return withTable(schema, next);
  },
  args: ({ table, comment, schema }) => [table, comment, ...trailing({ schema })],
  touches: (op) => writes(target(op.table, op.schema)),
};
