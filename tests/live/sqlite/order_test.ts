/** Random graphs, random orders, random interruptions: what is applied is what it must be. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { integer, op } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { downgradePath, type Step, upgradePath } from "@retort/core/graph";
import { bookkeepingOf, type RevisionSet, revisionsOf } from "@retort/core/plan";
import { pastEvents, readVersions, runPath, type Session } from "@retort/core/run";
import { sqlite } from "@retort/sqlite";

const tables = bookkeepingOf({ versionTable: "retort_version" });
const runs = Deno.env.has("RETORT_TEST_FULL") ? 1000 : 100;

interface Node {
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly upgrade: readonly unknown[];
}

/** A graph in which each revision follows none, one or two of those before it. */
const graphs: fc.Arbitrary<readonly Node[]> = fc
  .array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 2, maxLength: 8 })
  .map((parents) =>
    parents.map((wanted, index): Node => {
      const down = [...new Set(wanted.filter(() => index > 0).map((n) => `r${n % index}`))];
      const [first = null] = down;
      return {
        revision: `r${index}`,
        downRevision: down.length > 1 ? down : first,
        upgrade: [op.createTable(`t_r${index}`, { id: integer() })],
      };
    })
  );

interface Walk {
  /** Which revision, by a number to be taken modulo how many there are. */
  readonly to: number;
  readonly direction: "up" | "down";
  /** The statement at which the connection fails; past the end: none. */
  readonly failAt: number;
}

const walks = fc.array(
  fc.record({
    to: fc.nat(),
    direction: fc.constantFrom("up" as const, "up" as const, "down" as const),
    failAt: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 6 },
);

/** A connection of which a statement fails. */
function failing(db: Connection, at: number): Connection {
  let count = 0;
  return new Proxy(db, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key !== "execute" && key !== "query") return value.bind(target);
      return (...args: readonly unknown[]) =>
        ++count === at ? Promise.reject(new Error("cut")) : value.apply(target, args);
    },
  });
}

async function walk(
  db: Connection,
  set: RevisionSet,
  { to, direction, failAt }: Walk,
): Promise<void> {
  const session = { db: failing(db, failAt), dialect: sqlite, tables };
  const target = `r${to % set.graph.revisions.length}`;
  const rows = await readVersions({ ...session, db });
  try {
    const path = direction === "up"
      ? upgradePath(set.graph, target, rows)
      : downgradePath(set.graph, target, rows);
    await run(session, set, path);
  } catch {
    // What was cut off, and targets that are not on the way.
  }
}

async function run(session: Session, set: RevisionSet, path: readonly Step[]): Promise<void> {
  await runPath(session, set, {
    path,
    x: {},
    losses: { allow: [], otherwise: "warn", allowWith: () => "", written: true },
    lock: { ttl: 1, wait: 5000 },
    now: () => new Date(),
    tool: "test",
  });
}

/** What the history says is applied, told from its events alone. */
async function told(db: Connection): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { event, direction, revision } of await pastEvents({ db, tables })) {
    if (event !== "finished" || revision === undefined) continue;
    if (direction === "upgrade") found.add(revision);
    else found.delete(revision);
  }
  return found;
}

async function made(db: Connection): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }>({
    sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 't\\_%' ESCAPE '\\'",
  });
  return rows.map(({ name }) => name.slice(2)).sort();
}

Deno.test(`applied is what the rows imply, and the history tells it (${runs} graphs)`, async () => {
  await fc.assert(
    fc.asyncProperty(graphs, walks, async (nodes, steps) => {
      const set = revisionsOf(nodes);
      const db = await sqlite.connect?.("sqlite::memory:") ?? assert.fail();
      try {
        for (const step of steps) {
          await walk(db, set, step);
          const applied = [
            ...set.graph.ancestors(await readVersions({ db, dialect: sqlite, tables })),
          ];
          assert.deepEqual(await made(db), applied.sort());
          assert.deepEqual([...await told(db)].sort(), applied);
        }
        // Whatever happened, the rest of the way can be gone.
        const rows = await readVersions({ db, dialect: sqlite, tables });
        await run({ db, dialect: sqlite, tables }, set, upgradePath(set.graph, "heads", rows));
        assert.deepEqual(await made(db), set.graph.revisions.map(({ id }) => id).sort());
      } finally {
        await db.close();
      }
    }),
    { numRuns: runs, seed: 20261129 },
  );
});
