/**
 * Environment variables in settings: `${VAR}`, `${VAR:-default}`, and `$${` for a literal `${`.
 *
 * @module
 */
import { type Place, RetortError } from "@retort/core/errors";

/** Where a value stands and how variables are looked up. */
export interface ExpandOptions {
  /** The config file, for messages. */
  readonly path: string;
  /** The setting, for messages. */
  readonly key: string;
  /** Where the setting stands. */
  readonly place?: Place;
  /** The value of a variable; `undefined` if it is not set. */
  readonly variable: (name: string) => string | undefined;
}

const pattern = /\$\$\{|\$\{(?:([A-Za-z_]\w*)(?::-([^}]*))?\})?/g;

/**
 * A value with its variables filled in. A default also stands in for an empty variable, as in shells.
 *
 * @throws {RetortError} `config/unset-variable`, `config/bad-value`.
 */
export function expand(value: string, options: ExpandOptions): string {
  const { path, key, place } = options;
  const at = place === undefined ? {} : { place };
  return value.replace(pattern, (all: string, name?: string, standIn?: string) => {
    if (all === "$${") return "${";
    if (name === undefined) {
      const problem = '"${" begins no variable; write "$${" for these two characters';
      throw new RetortError("config/bad-value", { path, key, problem }, at);
    }
    const found = options.variable(name);
    if (standIn !== undefined) return found === undefined || found === "" ? standIn : found;
    if (found !== undefined) return found;
    throw new RetortError("config/unset-variable", { path, variable: name }, at);
  });
}

/** The variables that a value names; those with a default among them. */
export function variablesOf(value: string): readonly string[] {
  return Array.from(value.matchAll(pattern), ([, name]) => name).filter((name) =>
    name !== undefined
  );
}
