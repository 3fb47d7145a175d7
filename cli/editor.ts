/**
 * The user's editor.
 *
 * @module
 */
import { messageOf, RetortError } from "@retort/core/errors";
import { words } from "./config/hooks.ts";
import { denied } from "./denied.ts";

const variables = ["VISUAL", "EDITOR"] as const;

/**
 * The command of the editor: `$VISUAL`, else `$EDITOR`, taken apart into words.
 *
 * @throws {RetortError} `cli/no-editor`, `cli/permission` with all that is not allowed.
 */
export function findEditor(): readonly string[] {
  const missing = variables.filter((variable) => !isGranted({ name: "env", variable }));
  if (missing.length > 0) {
    const run = isGranted({ name: "run" }) ? "" : " --allow-run";
    const flag = `--allow-env=${variables.join(",")}${run}`;
    throw new RetortError("cli/permission", { flag, what: `read ${missing.join(" and ")}` });
  }
  const [value] = variables.map((name) => Deno.env.get(name)?.trim() ?? "").filter(Boolean);
  const command = words(value ?? "");
  const [program] = command;
  if (program === undefined) throw new RetortError("cli/no-editor", {});
  if (isGranted({ name: "run", command: program })) return command;
  const data = { flag: `--allow-run=${program}`, what: `run ${program}` };
  throw new RetortError("cli/permission", data);
}

/**
 * Opens a file and waits until the editor is closed.
 *
 * @throws {RetortError} `cli/editor-failed`, `cli/permission`.
 */
export async function runEditor(editor: readonly string[], path: string): Promise<void> {
  const [program = "", ...args] = editor;
  const failed = (problem: string, cause?: unknown): RetortError => {
    const data = { editor: editor.join(" "), path, problem };
    return new RetortError("cli/editor-failed", data, { cause }) as RetortError;
  };
  let code: number;
  try {
    ({ code } = await new Deno.Command(program, {
      args: [...args, path],
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn().status);
  } catch (error) {
    throw denied(error) ?? failed(messageOf(error), error);
  }
  if (code !== 0) throw failed(`it ended with ${code}`);
}

function isGranted(what: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(what).state === "granted";
}
