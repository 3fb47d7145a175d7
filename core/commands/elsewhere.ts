/**
 * What is used where nobody looks: in schemas that no model names, and in what hooks leave out.
 *
 * @module
 */
import { columnPlace } from "../ops/mod.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import { compact, enumeration, type Schema, type Type } from "../schema/mod.ts";

/**
 * The enums that only the database has, by key, with the columns that have them and are not looked
 * at: `audit.people.mood`. A server drops no type that a column has.
 */
export async function enumsInUse(
  session: Session,
  { live, wanted }: { readonly live: Schema; readonly wanted: Schema },
  names: readonly string[] | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const going = [...live.enums ?? []].filter(([key]) => !wanted.enums?.has(key));
  if (going.length === 0) return new Map();
  const { dialect } = session;
  const scope = dialect.can.schemas ? { schemas: "all" as const } : {};
  const whole = dialect.normalize(await inspectLive(session, scope), names);
  const found = going.map(([key, type]): [string, readonly string[]] => {
    const { name, values, schema } = type;
    const plain = enumeration(name, values, compact({ schema })).spec.type;
    const types = [plain, dialect.types.parse(`${dialect.types.format(plain)}[]`)];
    const has = (item: Type): boolean => types.some((type) => dialect.types.same(type, item));
    return [key, unseenColumns({ live, whole }, has)];
  });
  return new Map(found.filter(([, columns]) => columns.length > 0));
}

/** The columns of a type that are there and not looked at. */
function unseenColumns(
  { live, whole }: { readonly live: Schema; readonly whole: Schema },
  has: (type: Type) => boolean,
): readonly string[] {
  return [...whole.tables].flatMap(([key, { name, schema, columns }]) => {
    const seen = new Set(live.tables.get(key)?.columns.map((column) => column.name));
    return columns.filter((column) => has(column.type) && !seen.has(column.name))
      .map((column) => columnPlace(compact({ table: name, schema, column: column.name })));
  });
}
