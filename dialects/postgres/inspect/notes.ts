/**
 * Names and small facts of the catalog, by number.
 *
 * @module
 */
import { enumOf, type EnumType, type Type } from "@retort/core/schema";
import type { NoteRow, RelationRow, Whole } from "./rows.ts";

/** A table's name, and its schema where that isn't the default one. */
export interface Place {
  /** The name. */
  readonly name: string;
  /** The schema. */
  readonly schema?: string;
}

const none: Type = { name: "" };

/** Finds what the catalog says of a number. */
export class Notes {
  /** The schema of tables that name none. */
  readonly defaultSchema: string;
  readonly #texts = new Map<NoteRow["kind"], Map<number, string>>();
  readonly #comments = new Map<number, Map<number, string>>();
  readonly #hidden = new Set<number>();
  readonly #parents = new Map<number, number>();
  readonly #labels = new Map<number, string[]>();
  readonly #enums = new Map<number, { readonly name: string; readonly space: number }>();

  /** Reads the rows. */
  constructor(rows: readonly NoteRow[]) {
    let defaultSchema = "public";
    const labels = new Map<number, (readonly [number, string])[]>();
    for (const { kind, oid, sub, text } of rows) {
      const number = Number(oid);
      if (kind === "default") defaultSchema = text;
      else if (kind === "extension") this.#hidden.add(number);
      else if (kind === "inherits") this.#parents.set(number, Number(sub));
      else if (kind === "enum") this.#enums.set(number, { name: text, space: Number(sub) });
      else if (kind === "label") {
        labels.set(number, [...labels.get(number) ?? [], [Number(sub), text]]);
      } else if (kind === "comment") put(this.#comments, number, [Number(sub), text]);
      else put(this.#texts, kind, [number, text]);
    }
    for (const [oid, list] of labels) {
      this.#labels.set(oid, list.sort(([a], [b]) => a - b).map(([, text]) => text));
    }
    this.defaultSchema = defaultSchema;
  }

  /** Whether a table belongs to an extension or inherits from another. */
  isHidden(oid: number): boolean {
    return this.#hidden.has(oid) || this.#parents.has(oid);
  }

  /** The number of the table that a partition is part of, or that a table inherits from. */
  parent(oid: number): number | undefined {
    return this.#parents.get(oid);
  }

  /** The comment on a table (column 0) or column. */
  comment(oid: number, column: number): string | undefined {
    return this.#comments.get(oid)?.get(column);
  }

  /** The name of an access method, collation, operator class or tablespace. */
  name(kind: "method" | "collation" | "class" | "tablespace", oid: Whole): string | undefined {
    return this.#texts.get(kind)?.get(Number(oid));
  }

  /** A table's name and schema. */
  place({ name, space }: Pick<RelationRow, "name" | "space">): Place {
    const schema = this.#schema(Number(space));
    return schema === undefined ? { name } : { name, schema };
  }

  /** The type of an enum, if the number is one's. */
  enumeration(oid: Whole): Type | undefined {
    const found = this.#enums.get(Number(oid));
    if (!found) return undefined;
    const schema = this.#schema(found.space);
    const values = this.#labels.get(Number(oid)) ?? [];
    const args = schema === undefined ? [found.name, values] : [found.name, values, { schema }];
    return { name: "enumeration", args };
  }

  /** All enums that are not the system's. */
  enums(): readonly EnumType[] {
    return [...this.#enums.keys()].flatMap((oid) => enumOf(this.enumeration(oid) ?? none) ?? []);
  }

  #schema(space: number): string | undefined {
    const schema = this.#texts.get("schema")?.get(space);
    return schema === this.defaultSchema ? undefined : schema;
  }
}

function put<K>(
  texts: Map<K, Map<number, string>>,
  key: K,
  [number, text]: readonly [number, string],
): void {
  const known = texts.get(key);
  if (known) known.set(number, text);
  else texts.set(key, new Map([[number, text]]));
}
