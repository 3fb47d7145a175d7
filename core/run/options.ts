/**
 * Whether the options of a function are what it takes, for those who call it without types.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { similar } from "../graph/similar.ts";

/** What an option must be. */
export interface OptionShape {
  /** Whether a value is that. */
  readonly is: (value: unknown) => boolean;
  /** What it must be, in words: `a function`. */
  readonly what: string;
  /** Whether it must be given. */
  readonly needed?: boolean;
}

/** The shape of each option, by its name. */
export type OptionShapes<T> = { readonly [K in keyof Required<T>]: OptionShape };

/**
 * Refuses options that a function does not know, lacks, or cannot use.
 *
 * @throws {RetortError} `config/bad-option`.
 */
export function checkOptions<T>(call: string, options: T, shapes: OptionShapes<T>): void {
  const refuse = (option: string, problem: string, near: readonly string[] = []): never => {
    throw new RetortError("config/bad-option", { call, option, problem, similar: near });
  };
  if (!isObject(options)) return refuse("options", "it takes one object of options");
  const known: Readonly<Record<string, OptionShape>> = shapes;
  for (const option of Object.keys(options)) {
    if (Object.hasOwn(known, option)) continue;
    refuse(option, `there is no option "${option}"`, similar(option, Object.keys(known)));
  }
  const given: Readonly<Record<string, unknown>> = options;
  for (const [option, { is, what, needed = false }] of Object.entries(known)) {
    const value = given[option];
    if (value === undefined && needed) refuse(option, `"${option}" is missing: ${what}`);
    if (value !== undefined && !is(value)) refuse(option, `"${option}" must be ${what}`);
  }
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text. */
export const text: OptionShape = { is: (value) => typeof value === "string", what: "a text" };

/** True or false. */
export const flag: OptionShape = {
  is: (value) => typeof value === "boolean",
  what: "true or false",
};

/** A function. */
export const callable: OptionShape = {
  is: (value) => typeof value === "function",
  what: "a function",
};

/** A list of texts. */
export const texts: OptionShape = {
  is: (value) => Array.isArray(value) && value.every(text.is),
  what: "an array of texts",
};

/** Texts by names. */
export const record: OptionShape = {
  is: (value) => isObject(value) && Object.values(value).every(text.is),
  what: "an object of texts",
};

/** A time. */
export const milliseconds: OptionShape = {
  is: (value) => typeof value === "number" && value >= 0,
  what: "a number of milliseconds, 0 or more",
};

/** A dialect. */
export const dialect: OptionShape = {
  is: (value) => isObject(value) && text.is(value["name"]) && isObject(value["can"]),
  what: "a dialect, such as sqlite of @retort/sqlite",
  needed: true,
};

/** Imported revisions. */
export const revisions: OptionShape = {
  is: Array.isArray,
  what: "an array of imported revisions",
};
