import assert from "node:assert/strict";
import { dropColumn, dropTable } from "../../ops/mod.ts";
import { destroyedBy } from "./effects.ts";

Deno.test("destroyedBy() finds tables and columns that are dropped", () => {
  assert.deepEqual(
    destroyedBy([
      "DROP TABLE users",
      'DROP TABLE IF EXISTS "Old ""Users"""',
      "DROP TABLE `app`.`users`",
      "ALTER TABLE users DROP COLUMN name",
      'ALTER TABLE s."Users"\n  DROP COLUMN "Na me"',
    ]),
    [
      dropTable("users"),
      dropTable('Old "Users"'),
      dropTable("users", { schema: "app" }),
      dropColumn("users", "name"),
      dropColumn("Users", "Na me", { schema: "s" }),
    ],
  );
});

Deno.test("destroyedBy() says nothing of what is not so plain", () => {
  const others = [
    "DROP TABLE a, b",
    "DROP TABLE a CASCADE",
    "ALTER TABLE users DROP CONSTRAINT ck",
    "ALTER TABLE users DROP FOREIGN KEY fk",
    "ALTER TABLE users DROP COLUMN a, DROP COLUMN b",
    "ALTER TABLE users ALTER COLUMN a DROP NOT NULL",
    "DELETE FROM users",
    "DROP INDEX ix",
    "SELECT 'DROP TABLE users'",
  ];
  assert.deepEqual(destroyedBy(others), others.map(() => undefined));
});

Deno.test("destroyedBy() takes a table that another replaces for moved", () => {
  const moving = [
    "CREATE TABLE _alembic_tmp_users (id INTEGER)",
    "INSERT INTO _alembic_tmp_users SELECT id FROM users",
    "DROP TABLE users",
    "ALTER TABLE _alembic_tmp_users RENAME TO users",
  ];
  assert.deepEqual(destroyedBy(moving), [undefined, undefined, undefined, undefined]);
  assert.deepEqual(destroyedBy([...moving, "DROP TABLE other"]).at(-1), dropTable("other"));
});
