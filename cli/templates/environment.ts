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

/** The text of a new `env.ts` with several databases; `models` are specifiers by their names. */
export function severalEnvironmentText(models: readonly (readonly [string, string])[]): string {
  const entries = models.map(([name, path]) =>
    `    ${name}: { metadata: () => import(${JSON.stringify(path)}) },\n`
  );
  return `import { defineEnvironment } from "@retort/core/environment";

// How retort reaches the models and the databases; settings are in retort.ini.
export default defineEnvironment({
  // What stands beside "databases" holds for all of them.
  databases: {
${entries.join("")}  },
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
