import { withoutPassword } from "../../servers/sentinel.ts";
import { missingAlembic } from "../alembic_ground.ts";
import { tellRecorded, tellTakeOver } from "../alembic_story.ts";
import { liveTest, missing as noServer } from "./server.ts";

const driver = "postgresql+psycopg2";
const missing = noServer ?? await missingAlembic(driver);

/** The URL as SQLAlchemy has it. */
function shopUrl(url: string): string {
  return withoutPassword(url).replace(/^\w+:/, `${driver}:`);
}

if (missing === undefined) {
  liveTest("import takes over a shop of Alembic", async ({ url, connect }) => {
    await tellTakeOver({ dialect: "postgres", url: shopUrl(url), connect });
  });
} else {
  Deno.test.ignore(`import takes over a shop of Alembic (${missing})`, () => {});
}

// Where Alembic runs, its SQL was just tried.
if (missing !== undefined || Deno.env.get("RETORT_TEST_FULL")) {
  liveTest("import takes over what Alembic printed elsewhere", async ({ url, connect }) => {
    await tellRecorded({ dialect: "postgres", url: shopUrl(url), connect });
  });
}
