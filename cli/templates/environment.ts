/**
 * A new `env.ts`.
 *
 * @module
 */

/** The text of a new `env.ts` that finds the models by this specifier. */
export function environmentText(models: string): string {
  return `import { defineEnvironment } from "@retort/core/environment";

// How retort reaches the models and the database; settings are in retort.ini.
export default defineEnvironment({
  // Loaded only by commands that compare the models with the database.
  metadata: () => import(${JSON.stringify(models)}),
});
`;
}

/** The text of a new `env.ts` of a project without models. */
export const minimalEnvironmentText: string =
  `import { defineEnvironment } from "@retort/core/environment";

// How retort reaches the database; settings are in retort.ini.
export default defineEnvironment({
  // For revision --autogenerate and check:
  // metadata: () => import("../models.ts"),
});
`;
