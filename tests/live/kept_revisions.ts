/**
 * Revisions that drop what has rows, for the stories of what is kept.
 *
 * @module
 */
import {
  check,
  foreignKey,
  index,
  integer,
  op,
  primaryKey,
  sql,
  text,
  unique,
  varchar,
} from "@retort/core";
import { type RevisionSet, revisionsOf } from "@retort/core/plan";

const a = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("teams", { id: integer().primaryKey() }),
    op.createTable("users", {
      id: integer().primaryKey(),
      name: varchar(50).notNull().default("nobody"),
      email: varchar(50).notNull(),
      team: integer(),
      age: integer(),
    }, [
      unique(["email"], { name: "uq_users_email" }),
      foreignKey(["team"]).references("teams", ["id"], { name: "fk_users_team" }),
      check("ck_users_age", sql`age > 0`),
    ]),
    op.createIndex("ix_users_name", "users", ["name"]),
    op.createIndex("ix_users_both", "users", ["name", "age"]),
    op.createTable("posts", {
      id: integer().notNull(),
      title: varchar(20).notNull(),
      author: integer(),
    }, [
      primaryKey(["id"], { name: "pk_posts" }),
      unique(["title"], { name: "uq_posts_title" }),
      foreignKey(["author"]).references("users", ["id"], { name: "fk_posts_author" }),
      index("ix_posts_author", ["author"]),
    ]),
  ],
};

/** The posts go, and all columns of the users but the first. */
const b = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [
    // No database but PostgreSQL drops a column that a check names.
    op.dropConstraint("users", "ck_users_age", { type: "check" }),
    op.dropTable("posts"),
    op.dropColumn("users", "name"),
    op.dropColumn("users", "team"),
    op.dropColumn("users", "age"),
  ],
  // As people write it: what hung on the columns is not all there.
  downgrade: [
    op.addColumn("users", "age", integer()),
    op.createCheckConstraint("ck_users_age", "users", sql`age > 0`),
    op.addColumn("users", "team", integer()),
    op.addColumn("users", "name", varchar(50).notNull().default("nobody")),
    op.createIndex("ix_users_name", "users", ["name"]),
    op.createTable("posts", {
      id: integer().notNull(),
      title: varchar(20).notNull(),
      author: integer(),
    }, [
      primaryKey(["id"], { name: "pk_posts" }),
      unique(["title"], { name: "uq_posts_title" }),
      foreignKey(["author"]).references("users", ["id"], { name: "fk_posts_author" }),
      index("ix_posts_author", ["author"]),
    ]),
  ],
};

/** What must not be null and has no default. */
const c = {
  revision: "c3",
  downRevision: "b2",
  upgrade: [op.dropColumn("users", "email"), op.addColumn("users", "login", text())],
  downgrade: [
    op.dropColumn("users", "login"),
    op.addColumn("users", "email", varchar(50).notNull()),
  ],
};

/** Nothing but what is kept, and all that hung on it comes back by itself. */
const d = {
  revision: "d2",
  downRevision: "a1",
  upgrade: [op.dropTable("posts"), op.dropColumn("users", "name"), op.dropColumn("users", "team")],
  downgrade: [
    op.addColumn("users", "team", integer()),
    op.addColumn("users", "name", varchar(50).notNull().default("nobody")),
    op.createTable("posts", {
      id: integer().notNull(),
      title: varchar(20).notNull(),
      author: integer(),
    }, [primaryKey(["id"], { name: "pk_posts" })]),
  ],
};

const numbered = [
  {
    revision: "a1",
    downRevision: null,
    upgrade: [
      op.createTable("things", {
        id: integer().identity().primaryKey({ name: "pk_things" }),
        code: integer().notNull(),
      }),
    ],
  },
  {
    revision: "b2",
    downRevision: "a1",
    upgrade: [
      op.dropColumn("things", "id"),
      op.createPrimaryKey("pk_things", "things", ["code"]),
    ],
    downgrade: [
      op.dropConstraint("things", "pk_things", { type: "primaryKey" }),
      op.addColumn("things", "id", integer().identity().primaryKey({ name: "pk_things" })),
    ],
  },
];

/** The revisions of each story. */
export const sets: Readonly<Record<"straight" | "deadly" | "numbered", RevisionSet>> = {
  straight: revisionsOf([a, b, c]),
  deadly: revisionsOf([a, d]),
  numbered: revisionsOf(numbered),
};
