import { integer, op, sql, varchar } from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey({ name: "pk_users" }),
  name: varchar(50),
});
const double = op.createRoutine(
  "double_it",
  "create function double_it(n integer) returns integer return n * 2",
  {
    arguments: "integer",
    on: {
      mysql: "create function double_it(n integer) returns integer deterministic return n * 2",
    },
  },
);
const touch = op.createTrigger(
  "users_touch",
  "users",
  "CREATE TRIGGER users_touch AFTER UPDATE ON users BEGIN UPDATE users SET name = lower(name); END",
  {
    on: {
      mysql:
        "CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW SET NEW.name = lower(NEW.name)",
      postgres: "CREATE TRIGGER users_touch BEFORE UPDATE ON users " +
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    },
  },
);
const nothing = op.createRoutine("nothing", "create procedure nothing() select 1", {
  type: "procedure",
  on: { postgres: "create procedure nothing() begin atomic select 1; end" },
});

/** Ops on functions, procedures and triggers. */
export const routines: Cases = {
  create_routine: { op: double },
  create_routine_from_fragment: {
    op: op.createRoutine(
      "answer",
      sql`create function ${sql.name("answer")}() returns integer return ${42}`,
      {
        arguments: "",
        on: {
          mysql: sql`create function ${sql.name("answer")}() returns integer no sql return ${42}`,
        },
      },
    ),
  },
  create_routine_procedure: {
    before: [users],
    op: op.createRoutine("forget", "create procedure forget() delete from users", {
      type: "procedure",
      arguments: "",
      on: { postgres: "create procedure forget() begin atomic delete from users; end" },
    }),
  },
  create_routine_in_schema: {
    before: [op.createSchema("audit")],
    op: op.createRoutine("one", "create function audit.one() returns integer return 1", {
      schema: "audit",
      arguments: "",
      on: { mysql: "create function audit.one() returns integer no sql return 1" },
    }),
  },
  replace_routine: {
    before: [double],
    op: op.replaceRoutine(
      "double_it",
      "create or replace function double_it(n integer) returns integer return n + n",
      {
        arguments: "integer",
        on: {
          mysql:
            "create or replace function double_it(n integer) returns integer deterministic return n + n",
        },
      },
    ),
  },
  replace_routine_that_is_new: {
    op: op.replaceRoutine("one", "create function one() returns integer return 1", {
      arguments: "",
      on: { mysql: "create function one() returns integer no sql return 1" },
    }),
  },
  drop_routine: { before: [double], op: op.dropRoutine("double_it", { arguments: "integer" }) },
  drop_routine_without_arguments: { before: [double], op: op.dropRoutine("double_it") },
  drop_routine_if_exists: {
    before: [double],
    op: op.dropRoutine("double_it", { arguments: "integer", ifExists: true }),
  },
  drop_routine_procedure: {
    before: [nothing],
    op: op.dropRoutine("nothing", { type: "procedure" }),
  },
  create_trigger: { before: [users], op: touch },
  create_trigger_in_schema: {
    before: [op.createTable("events", { id: integer() }, [], { schema: "audit" })],
    op: op.createTrigger(
      "events_keep",
      "events",
      "CREATE TRIGGER audit.events_keep BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'no'); END",
      {
        schema: "audit",
        on: {
          mysql:
            "CREATE TRIGGER audit.events_keep BEFORE INSERT ON audit.events FOR EACH ROW SET @kept = 1",
          postgres: "CREATE TRIGGER events_keep BEFORE UPDATE ON audit.events " +
            "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        },
      },
    ),
  },
  drop_trigger: { before: [users, touch], op: op.dropTrigger("users_touch", "users") },
  drop_trigger_if_exists: {
    before: [users, touch],
    op: op.dropTrigger("users_touch", "users", { ifExists: true }),
  },
};
