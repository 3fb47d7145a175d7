/**
 * Rendering the ops of plugins.
 *
 * @module
 */
import { called } from "../errors/called.ts";
import { RetortError } from "../errors/mod.ts";
import { type Op, type OpSpec, pluginSpec } from "../ops/mod.ts";
import { isSql, type Sql } from "../schema/mod.ts";
import type { Dialect, RenderContext } from "./dialect.ts";
import type { Statement } from "./statement.ts";
import type { SqlWriter } from "./writer.ts";

/** What the renderer of a plugin's op knows besides the op. */
export interface PluginRenderContext extends RenderContext {
  /** The dialect: `postgres`. */
  readonly dialect: string;
  /** How names and values are spelled. */
  readonly writer: SqlWriter;
}

/** A statement of a plugin: a fragment, whose values are written as literals, or a statement. */
export type PluginStatement = Sql | Statement;

/** The statements of an op of a plugin. */
export type PluginRenderer<O> = (op: O, cx: PluginRenderContext) => readonly PluginStatement[];

/** Renderers by the names of dialects or products; `default` is for all others. */
export type PluginRenderers<O> = Readonly<Record<string, PluginRenderer<O>>>;

/** The behaviour of an op of a plugin. */
export interface PluginOpSpec<O> extends OpSpec<O> {
  /** The plugin that it is of. */
  readonly plugin: string;
  /** How it is rendered. */
  readonly render: PluginRenderers<O>;
}

/** The behaviour of an op that a plugin brings; `undefined` for retort's own. */
export function pluginSpecOf<O extends Op>(op: O): PluginOpSpec<O> | undefined {
  return (op as { readonly [pluginSpec]?: PluginOpSpec<O> })[pluginSpec];
}

/**
 * The statements of a plugin's op.
 *
 * @throws {RetortError} `plugin/no-renderer`, `plugin/bad-rendering`.
 */
export function renderPluginOp(
  dialect: Dialect,
  op: Op,
  { spec, cx }: { readonly spec: PluginOpSpec<Op>; readonly cx: RenderContext },
): readonly Statement[] {
  const { render } = spec;
  const name = [...cx.names, dialect.name, "default"].find((item) => Object.hasOwn(render, item));
  const own = name === undefined ? undefined : render[name];
  const words = spec.describe(op);
  if (own === undefined) {
    const known = Object.keys(render);
    const data = { kind: op.kind, op: words, dialect: cx.names[0] ?? dialect.name, known };
    throw new RetortError("plugin/no-renderer", data);
  }
  const about = { ...cx, dialect: dialect.name, writer: dialect.writer };
  const found: unknown = called(`render of the op "${op.kind}"`, () => own(op, about));
  if (!Array.isArray(found)) throw badRendering(words, found);
  return found.map((item: unknown) => statementOf(item, words, dialect.writer));
}

function statementOf(item: unknown, op: string, writer: SqlWriter): Statement {
  if (isSql(item)) return { sql: writer.text(item) };
  const isStatement = typeof item === "object" && item !== null && "sql" in item &&
    typeof item.sql === "string" && item.sql.trim() !== "";
  if (!isStatement) throw badRendering(op, item);
  return item as Statement;
}

function badRendering(op: string, found: unknown): RetortError {
  const words = Array.isArray(found) ? "a list" : JSON.stringify(found) ?? String(found);
  return new RetortError("plugin/bad-rendering", { op, found: words }) as RetortError;
}
