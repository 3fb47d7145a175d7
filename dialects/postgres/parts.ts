/**
 * The pieces that PostgreSQL's renderers are made of.
 *
 * @module
 */
import { type Parts, unsupported } from "@retort/ansi";
import type { Capabilities } from "@retort/core/dialect";
import type { DialectOptions, Json } from "@retort/core/schema";
import { changeable } from "./options.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What PostgreSQL can do. */
export const can: Capabilities = {
  transactionalDdl: true,
  schemas: true,
  comments: true,
  frozenViews: true,
  numbersAlone: true,
  sharedNames: ["index", "key"],
  tableOptions: changeable,
};

/** What the renderers are made of. */
export const parts: Parts = {
  dialect: "postgres",
  writer,
  types,
  can,
  exclusions: true,
  orReplace: ["routine"],
};

/** PostgreSQL's own options of anything that has options. */
export function own(
  item: { readonly options?: DialectOptions } | undefined,
): Readonly<Record<string, Json>> {
  return item?.options?.["postgres"] ?? {};
}

/** An option that is text, or nothing. */
export function textOption(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `WITH (…)` of storage parameters: names and values. */
export function storageText(value: Json | undefined): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  const items = Object.entries(value).map(([name, setting]) => {
    const text = String(setting);
    if (!/^[a-z_][a-z0-9_.]*$/.test(name)) {
      unsupported("postgres", `set a storage parameter called "${name}"`);
    }
    return `${name} = ${
      /^(?:-?\d+(?:\.\d+)?|true|false|on|off|auto)$/.test(text) ? text : writer.literal(text)
    }`;
  });
  return items.length === 0 ? "" : `WITH (${items.join(", ")})`;
}
