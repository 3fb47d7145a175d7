/**
 * Policies as data.
 *
 * @module
 */
import { compact, type PluginObject, pluginObject, type Sql, sql } from "@retort/core/schema";

/** Which commands a policy is about. */
export type PolicyCommand = "all" | "select" | "insert" | "update" | "delete";

/** What a policy is made of; what is not given is as PostgreSQL takes it. */
export interface PolicyData {
  /** Absent: it permits; `true`: it restricts what others permit. */
  readonly restrictive?: true;
  /** The commands that it is about; absent: all. */
  readonly command?: Exclude<PolicyCommand, "all">;
  /** The roles that it is about, sorted; absent: everybody. */
  readonly roles?: readonly string[];
  /** Which rows can be seen and changed. */
  readonly using?: Sql;
  /** Which rows may come out of a change; absent: those of `using`. */
  readonly check?: Sql;
}

/** What can be said of a policy. */
export interface PolicyOptions {
  /** The schema of the table; absent: the default one. */
  readonly schema?: string;
  /** Whether it restricts what others permit. */
  readonly restrictive?: boolean;
  /** The commands that it is about: `all` unless told. */
  readonly command?: PolicyCommand;
  /** The roles that it is about; everybody unless told. */
  readonly roles?: readonly string[];
  /** Which rows can be seen and changed. */
  readonly using?: Sql | string;
  /** Which rows may come out of a change; those of `using` unless told. */
  readonly check?: Sql | string;
}

/** A policy: it hangs on a table. */
export interface Policy extends PluginObject {
  /** Always this. */
  readonly noun: "policies:policy";
  /** The table that it is for. */
  readonly table: string;
  /** What it is made of. */
  readonly data: PolicyData;
}

/** The noun of policies. */
export const policyNoun = "policies:policy";

/**
 * A policy as models declare it.
 *
 * ```ts
 * import { MetaData, text } from "@retort/core";
 * import { policy } from "@retort/policies";
 *
 * const metadata = new MetaData();
 * metadata.table("notes", { owner: text().notNull() });
 * metadata.add(policy("own_notes", "notes", { using: "owner = current_user" }));
 * ```
 */
export function policy(name: string, table: string, options: PolicyOptions = {}): Policy {
  const { schema, ...rest } = options;
  const noun = policyNoun;
  return pluginObject(compact({ noun, name, schema, table, data: dataOf(rest) })) as Policy;
}

function dataOf({ restrictive, command, roles, using, check }: PolicyOptions): PolicyData {
  const list = roles?.filter((role) => role !== "public") ?? [];
  return compact({
    restrictive: restrictive ? true as const : undefined,
    command: command === "all" ? undefined : command,
    roles: list.length === 0 ? undefined : list.toSorted(),
    using: fragmentOf(using),
    check: fragmentOf(check),
  });
}

function fragmentOf(text: Sql | string | undefined): Sql | undefined {
  return typeof text === "string" ? sql.raw(text) : text;
}

/** The arguments that make a policy again. */
export function policyArgs({ name, table, schema, data }: Policy): readonly [
  name: string,
  table: string,
  options?: PolicyOptions,
] {
  const options = compact({ schema, ...data });
  return Object.keys(options).length === 0 ? [name, table] : [name, table, options];
}
