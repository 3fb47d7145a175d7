/**
 * Post-write hooks: what is done to a new revision file.
 *
 * @module
 */

/** What the config file says of a post-write hook. */
export interface PostWriteSetting {
  /** Its name in `post_write_hooks`. */
  readonly name: string;
  /** What does it: `exec`, `deno_fmt`, a hook of a plugin, a function among the `hooks` of env.ts. */
  readonly type: string;
  /** The program that `exec` runs. */
  readonly executable?: string;
  /** The words of its `options`. */
  readonly options: readonly string[];
  /** The folder in which it works; the current one if absent. */
  readonly cwd?: string;
}

/** Is told the path of a new revision file, and may change it; that it throws stops the command. */
export type PostWriteHook = (path: string, setting: PostWriteSetting) => unknown;
