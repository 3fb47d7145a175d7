/**
 * The names in an op as the server keeps them: what is too long for it has been shortened.
 *
 * @module
 */
import type { Dialect } from "../dialect/mod.ts";
import type { Op } from "../ops/mod.ts";
import { schemaOf } from "../schema/mod.ts";

/** The keys under which ops and what they hold have names. */
const keys: ReadonlySet<string> = new Set(["column", "columns", "name", "schema", "table", "to"]);

/** No server cuts off what is shorter. */
const short = 20;

/** The op about what the catalog shows under its names. */
export function withShortNames(op: Op, dialect: Dialect): Op {
  const known = new Map<string, string>();
  const nameOf = (name: string): string => {
    if (name.length <= short) return name;
    const found = known.get(name) ?? shortened(name, dialect);
    known.set(name, found);
    return found;
  };
  return mapped(op, nameOf) as Op;
}

function shortened(name: string, dialect: Dialect): string {
  const table = { name, columns: [], uniques: [], foreignKeys: [], checks: [], indexes: [] };
  const [found] = dialect.normalize(schemaOf([table])).tables.values();
  return found?.name ?? name;
}

function mapped(value: unknown, nameOf: (name: string) => string, key = ""): unknown {
  if (typeof value === "string") return keys.has(key) ? nameOf(value) : value;
  if (Array.isArray(value)) return value.map((item) => mapped(item, nameOf, key));
  if (typeof value !== "object" || value === null) return value;
  const own = Object.entries(value).map(([name, item]) => [name, mapped(item, nameOf, name)]);
  // Functions hang on ops by symbols.
  return { ...value, ...Object.fromEntries(own) };
}
