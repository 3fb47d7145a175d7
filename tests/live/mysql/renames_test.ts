import { mysql } from "@retort/mysql";
import { tellRecase } from "../recased.ts";
import { tellRename } from "../renames.ts";
import { liveTest } from "./server.ts";

liveTest("a table and its column are renamed at once, with the views on them", async ({ url }) => {
  await tellRename({ dialect: mysql, url });
});

liveTest("columns get their names in another case", async ({ url }) => {
  await tellRecase({ dialect: mysql, url }, { asked: false });
});
