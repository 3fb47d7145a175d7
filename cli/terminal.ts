/**
 * The two streams a command writes to.
 *
 * @module
 */
import { flagVariable } from "./env.ts";
import { type Style, styleFor } from "./print/style.ts";

/** One output stream. */
export interface Stream {
  /** Writes text as it is. */
  readonly write: (text: string) => void;
  /** How its words are made to stand out. */
  readonly style: Style;
  /** Whether a person may be looking at it. */
  readonly terminal: boolean;
  /** Whether its style has colours. */
  readonly coloured: boolean;
}

/** Where a command speaks: results on one stream, talk on the other. */
export interface Terminal {
  /** Results. */
  readonly out: Stream;
  /** Talk: progress, notes and errors. */
  readonly err: Stream;
  /** Whether questions can be asked: stdin and stderr are terminals, and this is no CI run. */
  interactive(): boolean;
}

type Target = typeof Deno.stdout | typeof Deno.stderr;

/** The terminal this process was started from. */
export function openTerminal(): Terminal {
  return {
    out: streamTo(Deno.stdout),
    err: streamTo(Deno.stderr),
    interactive: () => Deno.stdin.isTerminal() && Deno.stderr.isTerminal() && !flagVariable("CI"),
  };
}

function streamTo(target: Target): Stream {
  const terminal = target.isTerminal();
  const encoder = new TextEncoder();
  const write = (text: string): void => {
    let rest = encoder.encode(text);
    try {
      while (rest.length > 0) rest = rest.subarray(target.writeSync(rest));
    } catch (error) {
      // The reader has seen enough, as with `retort history | head`.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
  };
  const coloured = terminal && !Deno.noColor;
  return { write, terminal, coloured, style: styleFor(coloured) };
}
