/**
 * Colours, where they are wanted.
 *
 * @module
 */

/** Ways to make words stand out. */
export interface Style {
  /** Names and headings. */
  readonly bold: (text: string) => string;
  /** What matters less. */
  readonly dim: (text: string) => string;
  /** Failures. */
  readonly red: (text: string) => string;
  /** Success. */
  readonly green: (text: string) => string;
  /** Things to know. */
  readonly yellow: (text: string) => string;
  /** Places and ids. */
  readonly cyan: (text: string) => string;
}

/** A style in colour, or one that leaves text as it is. */
export function styleFor(coloured: boolean): Style {
  const sgr = (on: number, off: number): (text: string) => string => (text) =>
    coloured && text !== "" ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    cyan: sgr(36, 39),
  };
}
