/** Databases for tests on PostgreSQL. */
import { postgres } from "@retort/postgres";
import { afterKill, manyAtOnce } from "../copies.ts";
import { withCopies } from "../copies_ground.ts";
import { liveTest } from "./server.ts";

liveTest(
  "test databases: many at once leave nothing behind",
  ({ url }) => withCopies(postgres, url, (ground) => manyAtOnce(ground, 3)),
);

liveTest(
  "test databases: those of a killed process are swept",
  ({ url }) => withCopies(postgres, url, afterKill),
);
