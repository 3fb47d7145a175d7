/**
 * What stands in the golden files, and where they are.
 *
 * @module
 */
import { ansiParts, ansiRender } from "@retort/ansi";
import { isRetortError, type Op } from "@retort/core";
import type { Dialect, Statement } from "@retort/core/dialect";
import { applyAll, spec } from "@retort/core/ops";
import { planOps } from "@retort/core/plan";
import { emptySchema, type Schema } from "@retort/core/schema";
import { printOp } from "@retort/core/source";
import type { Case } from "./case.ts";

/** Standard SQL as a dialect that only writes. */
const ansi: Dialect = {
  name: "ansi",
  schemes: [],
  can: ansiParts.can,
  types: ansiParts.types,
  writer: ansiParts.writer,
  render: ansiRender,
  brackets: { begin: "BEGIN", commit: "COMMIT" },
  normalize: (schema) => schema,
};

/** The root of the repository. */
export const root: URL = new URL("../../", import.meta.url);

/** The schema that the op of a case is applied to. */
export function stateOf({ before = [] }: Case): Schema {
  return applyAll(before, emptySchema);
}

/** The text of the golden of an op: itself, its description, its reverse and standard SQL. */
export function golden(item: Case): string {
  const { op } = item;
  const reverse = spec(op).reverse(op, stateOf(item));
  const sections = {
    op: source(op),
    describe: spec(op).describe(op),
    reverse: reverse === null ? "none" : source(reverse),
    sql: sqlOf(item, ansi),
  };
  return Object.entries(sections).map(([name, text]) => `-- ${name} --\n${text}\n`).join("");
}

/** An op as source; code that hangs beside the data can't be printed. */
function source(op: Op): string {
  return spec(op).describe(op).startsWith('run "')
    ? `op.run(${spec(op).args(op).map((arg) => JSON.stringify(arg)).join(", ")}, …)`
    : printOp(op);
}

/** The SQL of a case on a dialect, or why there is none. */
export function sqlOf(item: Case, dialect: Dialect): string {
  try {
    const statements = statementsOf([item.op], stateOf(item), dialect);
    return statements.map(show).join("\n") || "nothing: no statement is needed";
  } catch (error) {
    if (!isRetortError(error) || error.code !== "dialect/unsupported") throw error;
    return `not supported: ${error.message}`;
  }
}

/** The statements of ops in the order in which they run. */
export function statementsOf(
  ops: readonly Op[],
  state: Schema,
  dialect: Dialect,
): readonly Statement[] {
  const settings = { dialect, names: [dialect.name], offline: false };
  const { before, groups, after } = planOps(ops, state, settings);
  return [...before, ...groups.flatMap((group) => group.statements), ...after];
}

function show(statement: Statement): string {
  const { sql, params, around, transaction, violations } = statement;
  const notes = [
    around && `${around} the transaction`,
    !around && transaction === "forbidden" && "outside a transaction",
    violations && `its rows break ${violations}`,
    params && `with ${JSON.stringify(params)}`,
  ].filter((note) => typeof note === "string");
  return [...notes.map((note) => `-- ${note}`), `${sql.replace(/;\s*$/, "")};`].join("\n");
}

/** The dialects of the repository but the standard one, from the folders that have a module. */
export async function dialects(): Promise<ReadonlyMap<string, Dialect>> {
  const found = new Map<string, Dialect>();
  for await (const { name } of Deno.readDir(new URL("dialects", root))) {
    const url = new URL(`dialects/${name}/mod.ts`, root);
    if (!await Deno.stat(url).then(() => true, () => false)) continue;
    const module: Readonly<Record<string, unknown>> = await import(url.href);
    const dialect = Object.values(module).find(isDialect);
    if (dialect) found.set(name, dialect);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isDialect(value: unknown): value is Dialect {
  return typeof value === "object" && value !== null && "render" in value && "writer" in value &&
    "schemes" in value;
}

/** Compares a golden file with a text; with `RETORT_UPDATE` it is written instead. */
export async function compare(path: string, text: string): Promise<void> {
  const url = new URL(path, root);
  if (Deno.env.has("RETORT_UPDATE")) {
    await Deno.mkdir(new URL(".", url), { recursive: true });
    return await Deno.writeTextFile(url, text);
  }
  const found = await Deno.readTextFile(url).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`${path} does not exist; "deno task golden:update" writes it`);
  });
  const lf = found.replaceAll("\r\n", "\n");
  if (lf === text) return;
  throw new Error(`${path} differs; "deno task golden:update" rewrites it\n${diff(lf, text)}`);
}

/** The lines that differ: `-` as the file has them, `+` as they are now. */
function diff(file: string, now: string): string {
  const [a, b] = [file.split("\n"), now.split("\n")];
  const gone = a.filter((line) => !b.includes(line)).map((line) => `- ${line}`);
  const come = b.filter((line) => !a.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...come].join("\n");
}
