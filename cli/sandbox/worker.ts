/**
 * Workers without rights, one for each thing that is asked of a revision.
 *
 * @module
 */
import { type ErrorCode, errorCodes, type ErrorData, RetortError } from "@retort/core/errors";
import { loadError } from "../load.ts";
import { toFileUrl } from "../paths.ts";
import { version } from "../version.ts";
import type { Answer, CarriedError, FromWorker, Task } from "./protocol.ts";

/** A worker that has some revision files loaded. */
export interface Started {
  /** The worker. */
  readonly worker: Worker;
  /** Ends it. */
  stop(): void;
}

/** Whom a worker may ask, and for how long it may say nothing. */
export interface Talk {
  /** The longest silence, in milliseconds. */
  readonly timeout: number;
  /** Answers what it asks of the database. */
  readonly ask?: (question: FromWorker & { readonly kind: "ask" }) => Promise<unknown>;
}

/**
 * Starts a worker without any right that loads files: what they import statically is loaded by the rights
 * of this program, and then runs without any.
 */
export function start(paths: readonly string[]): Started {
  const imports = paths.map((path, at) =>
    `import * as r${at} from ${JSON.stringify(toFileUrl(path))};`
  );
  const names = paths.map((_, at) => `r${at}`).join();
  const root = [
    `import { serve } from ${JSON.stringify(guest())};`,
    ...imports,
    `serve([${names}]);`,
  ].join("\n");
  const url = URL.createObjectURL(new Blob([root], { type: "text/javascript" }));
  const options = { type: "module", deno: { permissions: "none" } } as const;
  const worker = new Worker(url, options as WorkerOptions);
  const stop = (): void => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  return { worker, stop };
}

/** The module that runs beside the revisions: of this checkout, or of the package. */
function guest(): string {
  const own = import.meta.url;
  return own.startsWith("file:")
    ? new URL("./guest.ts", own).href
    : `jsr:@retort/cli@${version}/sandbox`;
}

/** Gives files to a new worker with one task, answers its questions, and ends it. */
export async function converse(
  paths: readonly string[],
  task: Task,
  { timeout, ask }: Talk,
): Promise<FromWorker> {
  const { worker, stop } = start(paths);
  const [path = ""] = paths;
  const errors: unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<FromWorker>((resolve, reject) => {
      // Also what keeps this program running: a worker that is gone would not.
      const watch = (): void => {
        clearTimeout(timer);
        const silent = new RetortError("sandbox/silent", { path, milliseconds: timeout });
        timer = setTimeout(() => reject(silent), timeout);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(loadFailure(event, path));
      };
      worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === "failed") return reject(rebuilt(data.error, errors));
        if (data.kind !== "ask") return resolve(data);
        clearTimeout(timer);
        const answer = await answerTo(data, ask, errors);
        watch();
        worker.postMessage(answer);
      };
      watch();
      worker.postMessage(task);
    });
  } finally {
    clearTimeout(timer);
    stop();
  }
}

async function answerTo(
  question: FromWorker & { readonly kind: "ask" },
  ask: Talk["ask"],
  errors: unknown[],
): Promise<Answer> {
  const { id } = question;
  try {
    return { id, value: await ask?.(question) };
  } catch (error) {
    const own = errors.push(error) - 1;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const { code, data } = error as Partial<RetortError>;
    return { id, error: { name, message, own, code, data: plain(data) } };
  }
}

/** What can be said in a message. */
function plain(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data ?? null, (_key, value) => typeof value === "bigint" ? `${value}` : value),
  );
}

function loadFailure(event: ErrorEvent, path: string): RetortError {
  const { message, filename, lineno, colno } = event;
  const error = new Error(message.replace(/^Uncaught (?:\(in [\w ]+\) )?(?:Error: )?/, ""));
  error.stack = `${error.message}\n    at ${filename}:${lineno}:${colno}`;
  return loadError(error, path);
}

/** An error of a worker; one that this program threw itself comes back as it was. */
export function rebuilt(carried: CarriedError, errors: readonly unknown[] = []): unknown {
  const { name, message, stack, code, data, own } = carried;
  if (own !== undefined && own in errors) return errors[own];
  const known = errorCodes.find((item) => item === code);
  if (known !== undefined) {
    return new RetortError<ErrorCode>(known, data as ErrorData[ErrorCode]) as RetortError;
  }
  return Object.assign(new Error(message), { name, stack });
}
