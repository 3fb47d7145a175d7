/**
 * A new `models.ts`.
 *
 * @module
 */

/** The text of a new `models.ts`. */
export const modelsText: string = `import { MetaData } from "@retort/core/schema";

/** The tables of this application. */
export const metadata: MetaData = new MetaData();

// For example, with integer and varchar from "@retort/core/schema":
//
// export const users = metadata.table("users", {
//   id: integer().primaryKey(),
//   name: varchar(50).notNull(),
//   email: varchar(120).notNull().unique(),
// });
`;
