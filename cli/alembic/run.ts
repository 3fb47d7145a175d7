/**
 * Running Alembic for the SQL of its revisions.
 *
 * @module
 */
import type { AlembicRunner } from "@retort/core/commands/import_alembic";
import { isRetortError, messageOf, RetortError } from "@retort/core/errors";
import { denied } from "../denied.ts";
import { isAbsolute, join } from "../paths.ts";

/** How Alembic is run. */
export interface RunAlembic {
  /** The program; `alembic` on the PATH unless told. */
  readonly program?: string | undefined;
  /** The config file. */
  readonly ini: string;
  /** The section of it. */
  readonly section: string;
  /** The folder that it is run in. */
  readonly folder: string;
  /** `-x` arguments. */
  readonly x: readonly string[];
}

/**
 * Runs Alembic in the folder of its project; `undefined` where none is on the PATH. It is only asked
 * for SQL, and connects to no database by itself.
 *
 * @throws {RetortError} `cli/permission`, and `import/cannot-run` for a program that was named.
 */
export async function alembicRunner(options: RunAlembic): Promise<AlembicRunner | undefined> {
  const { program = "alembic", ini, section, folder, x } = options;
  // The program is looked for from the folder it is run in, and was named from this one.
  const path = /[\\/]/.test(program) ? absolute(program) : program;
  const before = ["-c", absolute(ini), "-n", section, ...x.flatMap((item) => ["-x", item])];
  const run: AlembicRunner = async (args) => {
    const { code, stdout, stderr } = await output(path, { args, cwd: folder });
    return { code, stdout, stderr };
  };
  try {
    const { code, stdout, stderr } = await run(["--version"]);
    if (code !== 0) {
      const [line = ""] = (stderr || stdout).trim().split("\n");
      const problem = `--version ended with ${code}${line === "" ? "" : `: ${line}`}`;
      throw new RetortError("import/cannot-run", { program, problem });
    }
  } catch (error) {
    if (options.program === undefined && error instanceof Deno.errors.NotFound) return undefined;
    throw refused(program, error);
  }
  return async (args) => await run([...before, ...args]);
}

async function output(
  program: string,
  options: { readonly args: readonly string[]; readonly cwd: string },
): Promise<Awaited<ReturnType<AlembicRunner>>> {
  const command = new Deno.Command(program, {
    args: [...options.args],
    cwd: options.cwd,
    stdin: "null",
    env: { PYTHONIOENCODING: "utf-8" },
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : join(Deno.cwd(), path);
}

function refused(program: string, error: unknown): unknown {
  if (isRetortError(error)) return error;
  const permission = denied(error);
  if (permission) {
    const { flag } = permission.data;
    const what = `run ${program} for the SQL of its revisions; --stubs does without`;
    return new RetortError("cli/permission", { flag, what });
  }
  const problem = messageOf(error).split("\n")[0] ?? "";
  return new RetortError("import/cannot-run", { program, problem }, { cause: error });
}
