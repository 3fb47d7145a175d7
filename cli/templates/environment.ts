/**
 * A new `env.ts`.
 *
 * @module
 */

/** The text of a new `env.ts` that finds the models by this specifier. */
export function environmentText(models: string): string {
  return `import { defineEnvironment } from "@retort/core";

// How retort reaches the models and the database; settings are in retort.ini.
export default defineEnvironment({
  // Loaded only by commands that compare the models with the database.
  metadata: () => import(${JSON.stringify(models)}),
});
`;
}
