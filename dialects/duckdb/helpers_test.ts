/**
 * Whether the driver loads: its package is native code, which not every machine has.
 *
 * @module
 */
import { duckdb } from "./mod.ts";

async function problem(): Promise<string | undefined> {
  try {
    await (await duckdb.connect?.("duckdb::memory:"))?.close();
    return undefined;
  } catch (error) {
    return `the driver does not load: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Why there is no driver; such tests are skipped, unless `RETORT_TEST_REQUIRE` names `duckdb`. */
export const missing: string | undefined = await problem();

const required = (Deno.env.get("RETORT_TEST_REQUIRE") ?? "").split(",").includes("duckdb");
if (missing !== undefined && required) throw new Error(missing);
