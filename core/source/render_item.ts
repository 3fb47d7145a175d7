/**
 * Rendering of one's own for what a revision file holds.
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";
import type { Default, Type } from "../schema/mod.ts";

/** Something that is about to be written into a revision file. */
export type RenderedItem =
  | {
    /** An op. */
    readonly noun: "op";
    /** The op. */
    readonly op: Op;
  }
  | {
    /** The type of a column. */
    readonly noun: "type";
    /** The type. */
    readonly type: Type;
  }
  | {
    /** The default of a column. */
    readonly noun: "default";
    /** The default. */
    readonly default: Default;
  };

/** The code that stands for it. */
export interface RenderedCode {
  /** An expression in TypeScript. */
  readonly code: string;
  /** What it needs, by the modules that export it: `{ "../types.ts": ["money"] }`. */
  readonly imports?: Readonly<Record<string, readonly string[]>>;
}

/** Gives the code for an item; `undefined` leaves it to retort. */
export type ItemRenderer = (item: RenderedItem) => RenderedCode | undefined;
