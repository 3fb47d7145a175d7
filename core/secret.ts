/**
 * Values that are not printed by mistake.
 *
 * @module
 */

/** Where a secret has what gives its text: the same for all versions of this package. */
export const secretKey: unique symbol = Symbol.for("retort.secret");

/**
 * A text, such as a URL with a password, that shows as `***` wherever it is put into a text, written
 * as JSON, logged or inspected; {@link reveal} gives it.
 */
export interface Secret {
  /** Gives the text. */
  readonly [secretKey]: () => string;
  /** `***`. */
  toString(): string;
  /** `***`. */
  toJSON(): string;
}

const hidden = "***";
const stars = (): string => hidden;

/**
 * Wraps a text so that it is not printed by mistake.
 *
 * ```ts
 * import { reveal, secret } from "@retort/core/secret";
 *
 * const url = secret("postgres://app:s3cret@127.0.0.1/shop");
 * `${url}`; // "***"
 * JSON.stringify({ url }); // '{"url":"***"}'
 * reveal(url); // "postgres://app:s3cret@127.0.0.1/shop"
 * ```
 */
export function secret(text: string): Secret {
  // Nothing that lists properties finds the text: it is only in the closure.
  const ways: readonly (readonly [PropertyKey, () => string])[] = [
    [secretKey, () => text],
    ["toString", stars],
    ["toJSON", stars],
    [Symbol.for("Deno.customInspect"), stars],
    [Symbol.for("nodejs.util.inspect.custom"), stars],
  ];
  const made = Object.create(null);
  for (const [key, value] of ways) Object.defineProperty(made, key, { value });
  return Object.freeze(made);
}

/** The text of a secret; a text is given as it is. */
export function reveal(value: Secret | string): string {
  return typeof value === "string" ? value : value[secretKey]();
}
