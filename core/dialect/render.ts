/**
 * From an op to its statements.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type CoreOp, isAutocommit, type Op, type OpOf, spec } from "../ops/mod.ts";
import type { Dialect, RenderContext, RenderTable } from "./dialect.ts";
import { pluginSpecOf, renderPluginOp } from "./plugin_op.ts";
import type { Statement } from "./statement.ts";

/**
 * The statements of one op on a dialect.
 *
 * @throws {RetortError} `dialect/unsupported` where the database has no such thing;
 *   `plugin/no-renderer`, `plugin/bad-rendering` for an op of a plugin.
 */
export function renderOp(dialect: Dialect, op: Op, cx: RenderContext): readonly Statement[] {
  const own = pluginSpecOf(op);
  if (own) return renderPluginOp(dialect, op, { spec: own, cx });
  if (!isRendered(op, dialect.render)) {
    throw new RetortError("dialect/unsupported", {
      dialect: dialect.name,
      what: spec(op).describe(op),
      instead: undefined,
    });
  }
  const render = dialect.render[op.kind] as (op: Op, cx: RenderContext) => readonly Statement[];
  const statements = render.call(dialect.render, op, cx);
  if (!isAutocommit(op)) return statements;
  return statements.map((statement) => ({ ...statement, transaction: "forbidden" }));
}

function isRendered(op: Op, table: RenderTable): op is OpOf<Exclude<CoreOp["kind"], "run">> {
  return Object.hasOwn(table, op.kind);
}
