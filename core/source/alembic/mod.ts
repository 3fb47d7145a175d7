/**
 * Reading projects of Alembic: files and scripts as text.
 *
 * @module
 */
export { type AlembicFunction, type AlembicRevision, readAlembicRevision } from "./revision.ts";
export {
  type ScriptSection,
  scriptSections,
  type ScriptStatement,
  type SectionOptions,
} from "./script.ts";
export { scriptStatements, type ScriptStyle } from "./statements.ts";
