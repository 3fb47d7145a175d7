import assert from "node:assert/strict";
import type { Connection, Dialect } from "../dialect/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { standingOf } from "./standing.ts";

const tables = bookkeepingOf({ versionTable: "retort_version" });

Deno.test("standingOf() does not load the dialect where the connection can tell", async () => {
  const dialect = (): Promise<Dialect> => Promise.reject(new Error("loaded"));
  const stand = (rows: readonly string[] | undefined): Promise<readonly string[]> => {
    const found = rows?.map((version_num) => ({ version_num }));
    const db = { rows: () => Promise.resolve(found) } as unknown as Connection;
    return standingOf({ db, tables }, dialect);
  };
  assert.deepEqual(await stand(["b", "a"]), ["a", "b"]);
  assert.deepEqual(await stand(undefined), []);
  const db = {} as Connection;
  await assert.rejects(standingOf({ db, tables }, dialect), /loaded/);
});
