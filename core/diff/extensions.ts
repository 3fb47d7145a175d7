/**
 * Comparing extensions: which come and which go.
 *
 * @module
 */
import { createExtension, dropExtension } from "../ops/mod.ts";
import type { Unchangeable } from "./comparator.ts";
import { objectName, type Sides, sortObjects } from "./objects.ts";
import type { OuterOps } from "./schemas.ts";

/** Compares the extensions; a version that models don't say is the server's to choose. */
export function compareExtensions(
  sides: Sides,
): OuterOps & { readonly unchangeable: readonly Unchangeable[] } {
  const { removed, added, pairs, unmanaged } = sortObjects(sides, {
    map: "extensions",
  });
  return {
    creates: added.map(({ name, ...rest }) => createExtension(name, rest)),
    drops: removed.map(({ name }) => dropExtension(name)),
    unmanaged: unmanaged.map(({ name }) => objectName("extension", { name })),
    unchangeable: pairs.flatMap(({ from, to }) => {
      const { name, version } = to;
      if (version === undefined || from.version === undefined || version === from.version) {
        return [];
      }
      const what = `version ${version} is wanted, ${from.version} is installed`;
      return [{ noun: "extension" as const, name, what }];
    }),
  };
}
