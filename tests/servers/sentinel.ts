/**
 * The password that all tests on PostgreSQL give, and that nothing may repeat.
 *
 * A server that trusts its clients takes any; what the tests print, and what is kept in a database, is
 * searched for it.
 *
 * @module
 */

/** A password that occurs nowhere else. */
export const sentinel = "s3ntinel-Pa55";

/** A URL without its password, for runs that the variable of the password is not given to. */
export function withoutPassword(url: string): string {
  const bare = new URL(url);
  bare.password = "";
  return bare.href;
}
