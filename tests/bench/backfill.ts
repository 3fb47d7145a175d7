/**
 * How long a backfill takes, against a bare loop of the same batches over the same driver.
 *
 * @module
 */
import { migrate, op, sql } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { mysqlServer, withDatabase as withMysql } from "../servers/mysql.ts";
import { postgresServer, withDatabase as withPostgres } from "../servers/postgres.ts";
import { type Measured, table } from "./measure.ts";

const rows = Number(Deno.env.get("RETORT_BENCH_ROWS") ?? 200_000);
const rounds = 3;
const budget = 1.5;

interface Place {
  readonly dialect: Dialect;
  readonly url: string;
}

/** A backfill of 200,000 rows, or of `RETORT_BENCH_ROWS`; the budget is 1.5 times the loop. */
export async function benchBackfill(name: string, temp: string): Promise<string> {
  if (name === "sqlite") return await benchAt({ dialect: sqlite, url: `sqlite:${temp}/fill.db` });
  const isPostgres = name === "postgres";
  const server = await (isPostgres ? postgresServer() : mysqlServer());
  if (typeof server === "string") return `${name} was not measured: ${server}`;
  let text = "";
  const work = async ({ url }: { readonly url: string }): Promise<void> => {
    text = await benchAt({ dialect: isPostgres ? postgres : mysql, url });
  };
  try {
    await (isPostgres ? withPostgres(server, "bench", work) : withMysql(server, "bench", work));
  } finally {
    await server.close();
  }
  return text;
}

async function benchAt(place: Place): Promise<string> {
  const parts: string[] = [];
  for (const batch of [5_000, 500]) {
    const loops = [bare, filled].map((work) => ({ work, times: [] as number[] }));
    for (let round = -1; round < rounds; round++) {
      for (const { work, times } of loops) {
        await makeRows(place);
        const begin = performance.now();
        await work(place, batch);
        if (round >= 0) times.push(performance.now() - begin);
        await expectFilled(place);
      }
    }
    const results = loops.map(({ work, times }): Measured => {
      const sorted = times.toSorted((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return { name: work === bare ? "bare loop" : "op.backfill", median, least: sorted[0] ?? 0 };
    });
    const title = `${rows} rows in batches of ${batch} on ${place.dialect.name}`;
    parts.push(table(title, results, budget));
  }
  return parts.join("\n");
}

/** The least that walks by the key: no checkpoint, no lock, no history. */
async function bare(place: Place, batch: number): Promise<void> {
  await connected(place, async (db) => {
    let after = -1;
    for (let done = false; !done;) {
      await db.transaction(async () => {
        const [last] = await db.query<{ id: number }>({
          sql: `SELECT id FROM fills WHERE id > ${after} ORDER BY id LIMIT 1 OFFSET ${batch - 1}`,
        });
        const upTo = last ? ` AND id <= ${last.id}` : "";
        await db.execute({
          sql: `UPDATE fills SET slug = lower(title) WHERE id > ${after}${upTo}`,
        });
        done = last === undefined;
        after = Number(last?.id);
      });
    }
  });
}

async function filled({ dialect, url }: Place, batch: number): Promise<void> {
  const fill = op.backfill("fill", { table: "fills", set: { slug: sql`lower(title)` }, batch });
  await migrate({
    dialect,
    url,
    revisions: [{ revision: "a", downRevision: null, upgrade: [fill] }],
  });
}

async function makeRows(place: Place): Promise<void> {
  await connected(place, async (db) => {
    for (const name of ["fills", "retort_version", "retort_journal"]) {
      await db.execute({ sql: `DROP TABLE IF EXISTS ${name}` });
    }
    await db.execute({
      sql: "CREATE TABLE fills (id BIGINT NOT NULL PRIMARY KEY, title VARCHAR(40) NOT NULL, " +
        "slug VARCHAR(40))",
    });
    const lines = Array.from({ length: 1000 }, (_, id) => `(${id}, 'Title ${id}')`).join(", ");
    await db.execute({ sql: `INSERT INTO fills (id, title) VALUES ${lines}` });
    for (let there = 1000; there < rows; there *= 2) {
      await db.execute({
        sql: `INSERT INTO fills (id, title) SELECT id + ${there}, title FROM fills WHERE id < ${
          rows - there
        }`,
      });
    }
  });
}

async function expectFilled(place: Place): Promise<void> {
  await connected(place, async (db) => {
    const [row] = await db.query<{ n: number }>({
      sql: "SELECT count(*) AS n FROM fills WHERE slug IS NOT NULL",
    });
    if (Number(row?.n) !== rows) throw new Error(`${row?.n} of ${rows} rows were filled`);
  });
}

async function connected(
  { dialect, url }: Place,
  work: (db: Connection) => Promise<void>,
): Promise<void> {
  const db = await dialect.connect?.(url);
  if (!db) throw new Error(`${dialect.name} has no driver`);
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
