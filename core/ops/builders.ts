/**
 * The builders that revision files use, under the name `op`.
 *
 * @module
 */
export { alterColumn } from "./alter_column.ts";
export { backfill } from "./backfill.ts";
export { batchAlterTable } from "./batch.ts";
export { addColumn, dropColumn, renameColumn } from "./columns.ts";
export {
  addConstraint,
  createCheckConstraint,
  createExcludeConstraint,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  dropConstraint,
} from "./constraints.ts";
export { bulkInsert, execute, run } from "./data.ts";
export { addEnumValue, createEnum, dropEnum, removeEnumValue, renameEnumValue } from "./enums.ts";
export { fillColumn } from "./fill_column.ts";
export { createIndex, dropIndex } from "./indexes.ts";
export { createRoutine, dropRoutine, replaceRoutine } from "./routines.ts";
export { createExtension, createSchema, dropExtension, dropSchema } from "./schemas.ts";
export { alterSequence, createSequence, dropSequence } from "./sequences.ts";
export { commentTable, createTableComment, dropTableComment } from "./table_comments.ts";
export { alterTable } from "./table_options.ts";
export { createTable, dropTable, renameTable } from "./tables.ts";
export { createTrigger, dropTrigger } from "./triggers.ts";
export { createView, dropView, replaceView } from "./views.ts";
