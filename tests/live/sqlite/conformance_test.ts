import { sqlite } from "@retort/sqlite";
import { registerConformance } from "../conformance.ts";

registerConformance({
  dialect: sqlite,
  async fresh() {
    const folder = await Deno.makeTempDir({ prefix: "retort_conformance_" });
    return {
      url: `sqlite:${folder}/a.db`,
      close: () => Deno.remove(folder, { recursive: true }),
    };
  },
  // Two connections of one thread: while one waits, the other can't go on.
  connect: (url) =>
    sqlite.connect?.(url, { timeout: 50 }) ?? Promise.reject(new Error("no driver")),
});
