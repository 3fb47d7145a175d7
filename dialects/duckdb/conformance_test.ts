/** The suite of `@retort/core/testing` against a real DuckDB. */
import { conformance } from "@retort/core/testing";
import { duckdb } from "./mod.ts";
import { missing } from "./helpers_test.ts";

const own = ["HUGEINT", "UTINYINT", "BIT", "INTEGER[]", "TIMESTAMP_NS"];

const tests = conformance({
  dialect: duckdb,
  types: own.map((text) => duckdb.types.parse(text)),
  async fresh() {
    const folder = await Deno.makeTempDir({ prefix: "retort_duckdb_" });
    return {
      url: `duckdb:${folder}/a.duckdb`,
      close: () => Deno.remove(folder, { recursive: true }),
    };
  },
});

for (const { name, run } of tests) {
  Deno.test({
    name: `duckdb conforms: ${name}${missing === undefined ? "" : ` (${missing})`}`,
    ignore: missing !== undefined,
    fn: run,
  });
}
