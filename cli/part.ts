/**
 * Loading what few command lines need.
 *
 * @module
 */

/**
 * Imports a part of core, or a file of this folder. Where the text of a program names a module in
 * `import()`, Deno loads it at every start.
 */
export async function importPart<M>(specifier: string): Promise<M> {
  return await import(specifier);
}
