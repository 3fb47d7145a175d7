/**
 * The session behind a connection: one, and what waits for it when it is gone.
 *
 * @module
 */

/** The session that was opened: the driver would open another one by itself when it is gone. */
export interface LinkState {
  /** Whether its socket was asked for. */
  begun: boolean;
  /** Whether it is gone. */
  lost: boolean;
  /** How those are told that wait for an answer. */
  readonly waiting: Set<(reason: unknown) => void>;
}

/** A session that is still to be opened. */
export function newLink(): LinkState {
  return { begun: false, lost: false, waiting: new Set() };
}

/** What the driver says of a session that is gone. */
export function closed(): Error {
  return Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" });
}

/** The session is gone, and no answer will come. */
export function lose(link: LinkState): void {
  link.lost = true;
  // What the driver itself says of a statement comes first, and tells more.
  setTimeout(() => {
    for (const reject of link.waiting) reject(closed());
  });
}

/**
 * An answer, or that the session is gone: the driver never answers what it was given between the
 * error of a socket and its end (seen in 3.4.9: a ROLLBACK after a reset waits for ever).
 */
export async function answered<T>(link: LinkState, answer: PromiseLike<T>): Promise<T> {
  const gone = Promise.withResolvers<T>();
  link.waiting.add(gone.reject);
  try {
    answer.then(gone.resolve, gone.reject);
    return await gone.promise;
  } finally {
    link.waiting.delete(gone.reject);
  }
}
