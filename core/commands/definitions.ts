/**
 * Putting SQL for what no op makes among the ops of a first revision.
 *
 * @module
 */
import type { Definition } from "../dialect/mod.ts";
import { wordsOf } from "../diff/order.ts";
import { execute, type Op, spec } from "../ops/mod.ts";
import { compact, type Schema, type TableName } from "../schema/mod.ts";

/** The definitions of objects that a live schema holds; those of what is left out are left out. */
export function wantedDefinitions(
  definitions: readonly Definition[],
  { others = [], owned = [] }: Schema,
): readonly Definition[] {
  const keys = new Set([...others, ...owned].map(keyOf));
  return definitions.filter((item) => keys.has(keyOf(item)));
}

/** The schema without the objects that have a definition. */
export function withoutDefinitions(schema: Schema, definitions: readonly Definition[]): Schema {
  const keys = new Set(definitions.map(keyOf));
  const { others = [], owned = [] } = schema;
  return {
    ...schema,
    others: others.filter((item) => !keys.has(keyOf(item))),
    owned: owned.filter((item) => !keys.has(keyOf(item))),
  };
}

/** What tells an object that no op makes from others. */
function keyOf(
  { noun, name, schema, table }: TableName & { readonly noun: string; readonly table?: string },
): string {
  return JSON.stringify([noun, schema ?? "", table ?? "", name]);
}

/** Something that is made, by an op or by a definition. */
interface Step {
  /** The names of what it makes. */
  readonly makes: readonly string[];
  /** The words of its text. */
  readonly words: ReadonlySet<string>;
  /** The op. */
  readonly op: Op;
  /** Whether it was an op before. */
  readonly given: boolean;
}

/** The nouns whose objects other things can name. */
const nameable = new Set(["domain", "type", "collation", "aggregate", "table"]);

/**
 * The ops with a statement for each definition: in front of what names it and behind what it names; at
 * the end where nothing does. An op that a definition needs goes before it, with all that it needs.
 */
export function withDefinitions(
  ops: readonly Op[],
  definitions: readonly Definition[],
): readonly Op[] {
  const given = stepsOf(ops);
  const more = definitions.map(stepOf);
  const makers = Map.groupBy(
    [...given, ...more].flatMap((step) =>
      step.makes.map((name) => ({ name: name.toLowerCase(), step }))
    ),
    ({ name }) => name,
  );
  const named = (step: Step): readonly Step[] =>
    [...step.words].flatMap((word) => makers.get(word) ?? []).map((item) => item.step)
      .filter((other) => other !== step);
  const ordered = new Set<Step>();
  const open = new Set<Step>();
  const visit = (step: Step, early: boolean): void => {
    if (ordered.has(step) || open.has(step)) return;
    open.add(step);
    // Among ops the order is right already, unless one has to go before its turn.
    for (const other of named(step)) if (early || !other.given) visit(other, true);
    ordered.add(step);
  };
  for (const step of given) visit(step, false);
  for (const step of more) visit(step, true);
  return [...ordered].map(({ op }) => op);
}

/** Each op with the names that it is the first to touch: it makes them. */
function stepsOf(ops: readonly Op[]): readonly Step[] {
  const seen = new Set<string>();
  return ops.map((op) => {
    const { writes, objects = [] } = spec(op).touches(op);
    const fresh = [...writes, ...objects].filter((key) => !seen.has(key));
    for (const key of fresh) seen.add(key);
    return { makes: fresh.map(bareName), words: wordsOf(JSON.stringify(op)), op, given: true };
  });
}

function stepOf({ noun, name, create, drop }: Definition): Step {
  // It is known what it does: nothing that a schema state knows.
  const op = execute(create, compact({ effects: [], reverse: drop }));
  return { makes: nameable.has(noun) ? [name] : [], words: wordsOf(create), op, given: false };
}

/** The name in a key of a table, `routine:function twice(integer)` or `view:audit\u001fnames`. */
function bareName(key: string): string {
  const plain = key.replace(/^\w+:/, "").replace(/^(?:function|procedure) /, "");
  return (plain.split("\u001f").at(-1) ?? plain).replace(/\(.*$/s, "");
}
