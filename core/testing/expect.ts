/**
 * Saying what does not hold.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";

/** How many lines of a difference are shown. */
const most = 16;

/**
 * Goes on only where something holds.
 *
 * @throws {RetortError} `testing/not-kept`.
 */
export function expect(
  holds: boolean,
  promise: string,
  found: readonly string[] = [],
): asserts holds {
  if (!holds) throw new RetortError("testing/not-kept", { promise, found });
}

/** Expects two texts of JSON to be equal; what differs is shown by lines. */
export function expectEqual(found: string, wanted: string, promise: string): void {
  if (found === wanted) return;
  const [a, b] = [linesOf(found), linesOf(wanted)];
  const lines = [
    ...b.filter((line) => !a.includes(line)).map((line) => `wanted ${line}`),
    ...a.filter((line) => !b.includes(line)).map((line) => `found  ${line}`),
  ];
  expect(false, promise, lines.length === 0 ? ["the order differs"] : lines.slice(0, most));
}

function linesOf(text: string): readonly string[] {
  return JSON.stringify(JSON.parse(text), null, 1).split("\n").map((line) => line.trim());
}

/** Expects work to fail with an error of the catalog; gives it. */
export async function expectRefused(
  work: () => Promise<unknown>,
  codes: readonly string[],
  promise: string,
): Promise<RetortError> {
  const wanted = `${promise}: it fails with ${codes.join(" or ")}`;
  try {
    await work();
  } catch (error) {
    expect(isRetortError(error), wanted, [`an error of no code: ${String(error)}`]);
    expect(codes.includes(error.code), wanted, [`${error.code}: ${error.message}`]);
    return error;
  }
  return expectNever(wanted);
}

function expectNever(wanted: string): never {
  throw new RetortError("testing/not-kept", { promise: wanted, found: ["nothing failed"] });
}

/** Whether an error says that the database has no such thing. */
export function isUnsupported(error: unknown): error is RetortError<"dialect/unsupported"> {
  return isRetortError(error) && error.code === "dialect/unsupported";
}
