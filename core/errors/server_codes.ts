/**
 * What to do about failures that no revision is the cause of, by the codes of servers.
 *
 * @module
 */

const remedies: readonly (readonly [codes: RegExp, remedy: string])[] = [
  [
    /^(?:42501|10(?:44|45)|114[23]|1227|1370)\b/,
    "give the user of the URL that right",
  ],
  // The connection ended: by its server, by somebody there, on its way.
  [
    /^(?:57P0\d|08\w{3}|PROTOCOL_CONNECTION_LOST|CONNECTION_\w+|ERR_STREAM_\w+|E[A-Z]+|1053|1927|2006|2013)\b/,
    "see that the server can be reached",
  ],
  // A replica, or a server that its administrator has stopped writing to.
  [
    /^(?:25006|1290|1792|1836)\b/,
    "see that the URL names a server that takes writes",
  ],
  // A deadlock, or a transaction that saw what another has changed since, in all tries.
  [
    /^(?:40001|40P01|1213|1020)\b/,
    "it was given up for the sake of another transaction and need not be corrected: let that one end",
  ],
  [/^(?:SQLITE_FULL|53100|1021|1114)\b/, "make room on the disk of the database"],
];

/** What has to be done before a command is run again; `otherwise` where the code does not tell. */
export function remedyText(code: string | undefined, otherwise: string): string {
  return remedies.find(([codes]) => codes.test(code ?? ""))?.[1] ?? otherwise;
}
