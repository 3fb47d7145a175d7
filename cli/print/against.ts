/**
 * What a merge with another line of the code would leave, for people.
 *
 * @module
 */
import type { Against } from "@retort/core/commands";

/** Which heads a merge with another line of the code would leave. */
export function againstLines({ name, heads, unread }: Against): readonly string[] {
  const lines = unread.map((path) => `Not read in ${name}: ${path}, whose text alone says no id`);
  if (heads.length === 0) return lines;
  const [first] = heads.filter(({ there }) => there);
  const follow = first === undefined ? "" : `, or let yours follow "${first.revision}" before it`;
  return [
    ...lines,
    `Merged with ${name} there would be ${heads.length} heads:`,
    ...heads.map(({ revision, message, there }) =>
      `  ${[revision, message].filter((word) => word !== "").join(", ")}${
        there ? ` (in ${name})` : ""
      }`
    ),
    `next: after the merge run "retort merge heads"${follow}`,
  ];
}
