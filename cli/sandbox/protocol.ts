/**
 * What the program and the worker of a sandbox say to each other.
 *
 * @module
 */
import type { RevisionContext, Run } from "@retort/core/ops";
import type { Sql } from "@retort/core/schema";

/** Which list of ops of a revision: a direction, of one database where it is a record, in a context. */
export interface ListAt {
  /** The export. */
  readonly direction: "upgrade" | "downgrade";
  /** The key of a record of lists. */
  readonly key?: string | undefined;
  /** What a function is called with; absent for a list. */
  readonly cx?: RevisionContext | undefined;
}

/** What a worker is started for: one thing. */
export type Task =
  | { readonly kind: "describe" }
  | {
    readonly kind: "list";
    readonly at: ListAt;
    /** Where the answer goes to while the program waits for it: a flag, a length, then text. */
    readonly into: SharedArrayBuffer;
  }
  | {
    readonly kind: "run";
    readonly at: ListAt;
    /** Which op of the list. */
    readonly index: number;
    /** Whether what undoes it is meant. */
    readonly reverse: boolean;
    /** What the function is called with. */
    readonly cx: RevisionContext;
  };

/** An export that should be ops, as data. */
export type Exported =
  | { readonly kind: "list"; readonly ops: readonly CarriedOp[] }
  | { readonly kind: "function"; readonly waits: boolean }
  | { readonly kind: "record"; readonly lists: readonly (readonly [string, Exported])[] }
  | { readonly kind: "other"; readonly value: string | number | boolean | null };

/** An op as data; of an `op.run` also what hangs beside its data. */
export interface CarriedOp {
  /** The op. */
  readonly op: unknown;
  /** Whether it has a function, and one that undoes it. */
  readonly run?: { readonly reverse: boolean };
}

/** The exports of a revision file as data. */
export interface CarriedModule {
  /** Exports that are plain data. */
  readonly plain: Readonly<Record<string, unknown>>;
  /** `upgrade` and `downgrade`, as far as there are such. */
  readonly lists: Readonly<Record<string, Exported>>;
}

/** An error as data. */
export interface CarriedError {
  /** The name of its class. */
  readonly name: string;
  /** Its message. */
  readonly message: string;
  /** Its stack. */
  readonly stack?: string | undefined;
  /** Where it is an error of the catalog: its code and data. */
  readonly code?: string | undefined;
  /** The data of such an error. */
  readonly data?: unknown;
  /** Where it is one that the program has thrown itself: its number. */
  readonly own?: number | undefined;
}

/** What a worker says. */
export type FromWorker =
  | { readonly kind: "described"; readonly modules: readonly CarriedModule[] }
  | {
    readonly kind: "ask";
    readonly id: number;
    readonly method: "query" | "execute";
    readonly statement: Sql;
  }
  | { readonly kind: "done"; readonly ops: readonly CarriedOp[] }
  | { readonly kind: "failed"; readonly error: CarriedError };

/** What the program answers a question with. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: CarriedError };

/** An answer of a list: its ops, or why there is none. */
export type ListAnswer =
  | { readonly exported: Exported }
  | { readonly error: CarriedError };

/** An `op.run`. */
export type RunOp = Run;
