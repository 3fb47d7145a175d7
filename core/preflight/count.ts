/**
 * Counting the rows in the way of a demand, and naming some of them.
 *
 * @module
 */
import { type Literal, type Sql, sql } from "../schema/mod.ts";
import type { Session } from "../run/standing.ts";
import { joined, type Look } from "./look.ts";

/** Rows in the way. */
export interface Misfits {
  /** How many; for duplicates, how many values are there more than once. */
  readonly count: number;
  /** Whether counting stopped before the end. */
  readonly capped?: true;
  /** Up to ten of them, by their keys. */
  readonly examples: readonly Readonly<Record<string, Literal>>[];
}

/** Counting stops here; a message need not wait for a table of a billion rows. */
const cap = 1_000_000;
const most = 10;

/** Counts, in a transaction that can only read where the database has those. */
export async function countMisfits(session: Session, look: Look): Promise<Misfits> {
  const { db, dialect } = session;
  const work = (): Promise<Misfits> => count(session, look);
  return dialect.preflight ? await dialect.preflight.readOnly(db, work) : await work();
}

async function count({ db, dialect }: Session, look: Look): Promise<Misfits> {
  // Values stand in the text: the same placeholder twice is not the same to GROUP BY.
  const run = <Row extends object>(query: Sql): Promise<readonly Row[]> =>
    db.query<Row>({ sql: dialect.writer.text(query) });
  const some = sql`${look.rows(sql`1 AS one`)} LIMIT ${sql.raw(String(cap + 1))}`;
  const [row] = await run<{ n: unknown }>(sql`SELECT count(*) AS n FROM (${some}) found`);
  const found = Number(row?.n ?? 0);
  if (found === 0) return { count: 0, examples: [] };
  const size = found > cap ? { count: cap, capped: true as const } : { count: found };
  if (look.keys.length === 0) return { ...size, examples: [] };
  const columns = look.keys.map(({ value }, at) => sql`${value} AS ${sql.name(`k${at}`)}`);
  const order = joined(look.keys.map((_key, at) => sql.raw(String(at + 1))), ", ");
  const query = sql`${look.rows(joined(columns, ", "))} ORDER BY ${order} LIMIT ${
    sql.raw(String(most))
  }`;
  const rows = await run<Readonly<Record<string, unknown>>>(query);
  const examples = rows.map((item) =>
    Object.fromEntries(look.keys.map(({ name }, at) => [name, literalOf(item[`k${at}`])]))
  );
  return { ...size, examples };
}

function literalOf(value: unknown): Literal {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") {
    return value;
  }
  if (typeof value === "bigint") return { bigint: String(value) };
  if (value instanceof Uint8Array) {
    return { bytes: Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("") };
  }
  return JSON.stringify(value);
}
