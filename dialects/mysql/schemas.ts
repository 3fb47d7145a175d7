/**
 * Schemas, which MariaDB and MySQL call databases too.
 *
 * @module
 */
import { noExtensions, schemaOps as standard, unsupported } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { productOf } from "./flavour.ts";
import { parts } from "./parts.ts";

const ansi = standard(parts);

/** The renderers of the ops on schemas and extensions. */
export const schemaOps: Pick<
  RenderTable,
  "createSchema" | "dropSchema" | "createExtension" | "dropExtension"
> = {
  ...noExtensions(parts, "leave the op away where cx.dialect is not postgres"),
  createSchema(op, cx) {
    if (op.authorization !== undefined) {
      const what = `give schema "${op.name}" an owner`;
      unsupported(productOf(cx.names), what, "leave authorization away and grant rights on it");
    }
    return ansi.createSchema(op, cx);
  },
  dropSchema: (op, cx) => ansi.dropSchema(op, cx),
};
