import { sqlite } from "@retort/sqlite";
import { missingAlembic } from "../alembic_ground.ts";
import { type ShopDatabase, tellRecorded, tellTakeOver } from "../alembic_story.ts";
import type { Connection } from "@retort/core/dialect";

const missing = await missingAlembic(undefined);

async function withFile(tell: (database: ShopDatabase) => Promise<void>): Promise<void> {
  const opened: Connection[] = [];
  try {
    await tell({
      dialect: "sqlite",
      url: "sqlite:///shop.db",
      async connect(folder) {
        const db = await sqlite.connect?.(`sqlite:${folder}/shop/shop.db`);
        if (!db) throw new Error("the dialect does not connect");
        opened.push(db);
        return db;
      },
    });
  } finally {
    for (const db of opened) await db.close();
  }
}

Deno.test({
  name: `import takes over a shop of Alembic${missing === undefined ? "" : ` (${missing})`}`,
  ignore: missing !== undefined,
  fn: () => withFile(tellTakeOver),
});

Deno.test("import takes over what Alembic printed elsewhere", () => withFile(tellRecorded));
