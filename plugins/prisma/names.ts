/**
 * Names of constraints and indexes as Prisma gives them.
 *
 * @module
 */
import type { Provider } from "./types.ts";

/** How many bytes names of a provider have. */
const limits: Readonly<Record<Provider, number>> = { postgres: 63, mysql: 64, sqlite: 10_000 };

/** `User_email_key`: the table, the columns and a suffix, which is never cut off. */
export function constraintName(
  provider: Provider,
  [table, ...columns]: readonly [string, ...string[]],
  suffix: "pkey" | "key" | "idx" | "fkey",
): string {
  const joined = [table, ...columns].join("_");
  const room = limits[provider] - suffix.length - 1;
  const bytes = new TextEncoder().encode(joined).slice(0, room);
  return `${new TextDecoder().decode(bytes).replace(/\uFFFD$/, "")}_${suffix}`;
}
