import { postgres } from "@retort/postgres";
import { withDatabase } from "../../servers/postgres.ts";
import { opened, pooled, registerConformance } from "../conformance.ts";
import { missing, reset, server } from "./server.ts";

const pool = pooled(
  () => opened((work) => withDatabase(server(), "conformance", work)),
  async (url) => {
    const db = await postgres.connect?.(url);
    if (!db) throw new Error("the dialect does not connect");
    await reset(db);
    const name = postgres.writer.name(new URL(url).pathname.slice(1));
    await db.execute({ sql: `ALTER DATABASE ${name} SET synchronous_commit = off` });
    await db.close();
  },
);

registerConformance({ dialect: postgres, fresh: pool.fresh }, missing);

Deno.test.afterAll(pool.close);
