/**
 * Models as they are printed, run without a file.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as core from "@retort/core";
import { isMetaData, type MetaData } from "@retort/core/schema";
import * as mysqlTypes from "@retort/mysql/types";
import * as policies from "@retort/policies";
import * as postgresTypes from "@retort/postgres/types";
import * as sqliteTypes from "@retort/sqlite/types";

const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "@retort/core": core,
  "@retort/mysql/types": mysqlTypes,
  "@retort/policies": policies,
  "@retort/postgres/types": postgresTypes,
  "@retort/sqlite/types": sqliteTypes,
};

/** Runs the text of models without a file: thousands of files would be slow. */
export function evaluate(text: string): MetaData {
  const code = text
    .replaceAll(
      /^import \{([^}]*)\} from ("[^"]+");$/gm,
      (_all, names, from) => `const {${names.replaceAll(" as ", ": ")}} = modules[${from}];`,
    )
    .replaceAll(/^export const /gm, "const ");
  const found: unknown = new Function("modules", `${code}\nreturn metadata;`)(modules);
  assert.ok(isMetaData(found));
  return found;
}
