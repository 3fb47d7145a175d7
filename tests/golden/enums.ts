import { enumeration, integer, op } from "@retort/core";
import { array } from "@retort/postgres/types";
import type { Cases } from "./case.ts";

const mood = op.createEnum("mood", ["happy", "so so", "it's sad"]);
const people = op.createTable("people", {
  id: integer().primaryKey({ name: "pk_people" }),
  mood: enumeration("mood", ["happy", "so so", "it's sad"]).notNull().default("happy"),
});
const before = [mood];
const used = [mood, people];
const inArray = op.createTable("people", {
  moods: array(enumeration("mood", ["happy", "so so", "it's sad"])).notNull().default("{happy}"),
});
const inSchema = [
  op.createSchema("audit"),
  op.createEnum("level", ["low", "high"], { schema: "audit" }),
];

/** Ops on enumerated types. */
export const enums: Cases = {
  create_enum: { op: mood },
  create_enum_if_not_exists: { op: op.createEnum("mood", ["happy"], { ifNotExists: true }) },
  create_enum_in_schema: {
    before: [op.createSchema("audit")],
    op: op.createEnum("level", ["low", "high"], { schema: "audit" }),
  },
  drop_enum: { before, op: op.dropEnum("mood") },
  drop_enum_if_exists: { before, op: op.dropEnum("mood", { ifExists: true }) },
  drop_enum_in_schema: { before: inSchema, op: op.dropEnum("level", { schema: "audit" }) },
  add_enum_value: { before: used, op: op.addEnumValue("mood", "great") },
  add_enum_value_before: { before: used, op: op.addEnumValue("mood", "ok", { before: "so so" }) },
  add_enum_value_after: { before: used, op: op.addEnumValue("mood", "ok", { after: "happy" }) },
  add_enum_value_if_not_exists: {
    before: used,
    op: op.addEnumValue("mood", "great", { ifNotExists: true }),
  },
  add_enum_value_in_schema: {
    before: inSchema,
    op: op.addEnumValue("level", "middle", { after: "low", schema: "audit" }),
  },
  rename_enum_value: { before: used, op: op.renameEnumValue("mood", "so so", "fine") },
  remove_enum_value: { before: used, op: op.removeEnumValue("mood", "so so") },
  remove_enum_value_unused: { before, op: op.removeEnumValue("mood", "it's sad") },
  remove_enum_value_replaced: {
    before: used,
    op: op.removeEnumValue("mood", "it's sad", { replaceWith: "so so" }),
  },
  remove_enum_value_of_array: { before: [mood, inArray], op: op.removeEnumValue("mood", "so so") },
  remove_enum_value_of_array_replaced: {
    before: [mood, inArray],
    op: op.removeEnumValue("mood", "so so", { replaceWith: "happy" }),
  },
  remove_enum_value_in_schema: {
    before: inSchema,
    op: op.removeEnumValue("level", "low", { schema: "audit" }),
  },
  add_column_of_enum: {
    before: used,
    op: op.addColumn("people", "before", enumeration("mood", ["happy", "so so", "it's sad"])),
  },
};
