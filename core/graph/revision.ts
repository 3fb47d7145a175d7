/**
 * A revision: one node of the graph, as its file's header says.
 *
 * @module
 */

/** The header of a revision file; what a migration does is not known here. */
export interface Revision {
  /** The id that other revisions and the version table use. */
  readonly id: string;
  /** The ids of the revisions this one follows: none for a base, several for a merge. */
  readonly down: readonly string[];
  /** Ids or branch labels of revisions that must be applied first, on whatever branch. */
  readonly dependsOn: readonly string[];
  /** The branch labels that this revision's file declares. */
  readonly labels: readonly string[];
  /** The first line of the file's docstring. */
  readonly message?: string;
  /** When the file was made, as the header says it. */
  readonly createDate?: string;
  /** What `verify` found, as the header says it: `lossless`, `lossy: users.name`, `irreversible`. */
  readonly verified?: string;
  /** The file, for messages. */
  readonly path?: string;
}

/** The characters that references give a meaning to, so no id may hold them. */
export const illegalCharacters: readonly string[] = ["@", "-", "+", ":"];

/** Words of the reference grammar; nothing new may be called so. */
export const reservedWords: readonly string[] = ["head", "heads", "base", "current"];

/** The characters of an id that references could not reach it by. */
export function illegalCharactersIn(id: string): readonly string[] {
  return /[-@+:]/.test(id) ? illegalCharacters.filter((one) => id.includes(one)) : [];
}

/**
 * The characters of a new id that would lead out of a folder, end a text in source or have to be
 * quoted for a shell; ids that exist keep them. White space and control characters are shown by
 * their code.
 */
export function unsafeCharactersIn(id: string): readonly string[] {
  const found = id.match(/[\s\p{C}/\\"'`$;&|<>*?(){}[\]!#%~]/gu) ?? [];
  return [...new Set(found.map((one) => /[\s\p{C}]/u.test(one) ? coded(one) : one))];
}

function coded(character: string): string {
  if (character === " ") return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
