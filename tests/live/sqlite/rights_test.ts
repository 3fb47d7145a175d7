import { DatabaseSync } from "node:sqlite";
import { checkRights } from "../rights.ts";

Deno.test("commands access what permissions prints, all of it and nothing else", async () => {
  await checkRights("sqlite:app.db", [
    { kind: "graph", lines: ["heads", "history", "branches", "list-templates"] },
    {
      kind: "autogenerate",
      lines: ["revision --autogenerate -m users", "upgrade head", "verify", "revision -m more"],
    },
    { kind: "write", lines: ["revision -m empty", "!merge heads -m no", "revision -m empty"] },
    {
      kind: "database",
      lines: [
        "permissions",
        "upgrade head",
        "current",
        "history -i",
        "check",
        "status",
        "plan",
        "preflight",
        "introspect",
        "downgrade -1",
        "upgrade head --sql",
        "stamp head",
        "lock status",
        "kept list",
        "ensure-version",
      ],
    },
    { kind: "graph", lines: ["show head", "history --graph"] },
    { kind: "edit", lines: ["edit head"] },
    {
      kind: "task",
      lines: ["downgrade -1", "!show nothing", "revision -m another"],
      unused: { CI: "asked only where stdin is a terminal: whether questions can be asked" },
    },
    { kind: "bundle", lines: ["bundle"] },
  ]);
});

Deno.test("adopt and introspect access what permissions prints, all of it and nothing else", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_rights_" });
  try {
    const db = new DatabaseSync(`${folder}/app.db`);
    db.exec("CREATE TABLE users (id INTEGER PRIMARY KEY)");
    db.close();
    await checkRights(`sqlite:${folder}/app.db`, [
      {
        kind: "models",
        lines: ["adopt --force", "introspect -o models.ts --force", "revision -m x"],
      },
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
