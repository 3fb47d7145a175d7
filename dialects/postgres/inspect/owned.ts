/**
 * Telling the user's objects from those of the system and of extensions.
 *
 * @module
 */

/** The condition that an object is the user's: none of the system, and none that an extension owns. */
export function isOwn(catalog: string, oid: string): string {
  return `${oid} >= 16384 AND ${isNoPart(catalog, oid, "e")}`;
}

/** The condition that an object was not made as part of another, as those of range types are. */
export function isAlone(catalog: string, oid: string): string {
  return isNoPart(catalog, oid, "i");
}

function isNoPart(catalog: string, oid: string, type: "e" | "i"): string {
  return `NOT EXISTS (SELECT FROM pg_depend AS own
    WHERE own.classid = '${catalog}'::regclass AND own.objid = ${oid} AND own.deptype = '${type}')`;
}
