import { op } from "@retort/core";
import type { Cases } from "./case.ts";

const before = [op.createSchema("archive")];
const extended = [op.createExtension("pgcrypto")];

/** Ops on schemas and extensions. */
export const schemas: Cases = {
  create_schema: { op: op.createSchema("archive") },
  create_schema_odd_name: { op: op.createSchema('Ar"chive') },
  create_schema_if_not_exists: { op: op.createSchema("archive", { ifNotExists: true }) },
  create_schema_authorization: {
    op: op.createSchema("archive", { authorization: "pg_monitor" }),
  },
  drop_schema: { before, op: op.dropSchema("archive") },
  drop_schema_if_exists: { before, op: op.dropSchema("archive", { ifExists: true }) },
  create_extension: { op: op.createExtension("pgcrypto") },
  create_extension_if_not_exists: {
    op: op.createExtension("pgcrypto", { ifNotExists: true }),
  },
  create_extension_in_schema: {
    before,
    op: op.createExtension("pgcrypto", { schema: "archive", version: "1.3" }),
  },
  drop_extension: { before: extended, op: op.dropExtension("pgcrypto") },
  drop_extension_if_exists: {
    before: extended,
    op: op.dropExtension("pgcrypto", { ifExists: true }),
  },
};
