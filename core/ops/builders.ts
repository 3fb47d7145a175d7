/**
 * The builders that revision files use, under the name `op`.
 *
 * @module
 */
export { alterColumn } from "./alter_column.ts";
export { addColumn, dropColumn, renameColumn } from "./columns.ts";
export {
  addConstraint,
  createCheckConstraint,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  dropConstraint,
} from "./constraints.ts";
export { bulkInsert, execute, run } from "./data.ts";
export { createIndex, dropIndex } from "./indexes.ts";
export { createTable, dropTable, renameTable } from "./tables.ts";
