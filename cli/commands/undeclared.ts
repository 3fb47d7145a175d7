/**
 * What `introspect` and `adopt` say of objects that they leave to a person.
 *
 * @module
 */

/** A note that names what the first revision makes by SQL of its own. */
export function executedText(executed: readonly string[]): string {
  return `note: made by SQL in the first revision, not declared, and not compared: ${
    executed.join(", ")
  }`;
}

/** A note that names what models can't declare, and says what to do about it. */
export function undeclaredText(undeclared: readonly string[]): string {
  return `note: not declared, and not compared: ${undeclared.join(", ")}; ` +
    "where a new database needs them, put op.execute into the first revision, before what uses them";
}

/** A note that names indexes which are there and not used. */
export function invalidText(invalid: readonly string[]): string {
  return `note: INVALID, as a concurrent build failed or is under way: ${invalid.join(", ")}; ` +
    "autogenerate makes them anew";
}
