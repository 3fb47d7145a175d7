/** Models on a real SQLite: what was made of them leaves nothing to change. */
import { expectNoPhantoms } from "../phantoms.ts";
import { withGround } from "./ground.ts";

Deno.test("generated models leave nothing to change on SQLite", () => withGround(expectNoPhantoms));
