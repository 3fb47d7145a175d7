/**
 * Packages of this checkout, published to a registry on this machine, and projects that use them.
 *
 * @module
 */
import { environment } from "../scripts/run.ts";
import { type Result, root, runLine } from "../scripts/shell.ts";
import { type Registry, startRegistry } from "./registry.ts";

/** Where packages are published and used. */
export interface Place {
  readonly registry: Registry;
  /** The variables by which Deno finds the registry, and has a cache of its own. */
  readonly variables: Readonly<Record<string, string>>;
  /** A folder for all of it. */
  readonly folder: string;
  /** Ends the registry and removes the folder. */
  close(): Promise<void>;
}

/** Starts a registry and publishes all packages of the checkout. */
export async function publishAll(): Promise<Place> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_release_" }));
  const registry = startRegistry();
  const variables = await cacheIn(`${folder}/cache`, registry);
  const place: Place = {
    registry,
    variables,
    folder,
    close: async () => {
      await registry.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
  await publishFrom(root, place);
  return place;
}

/** Publishes what is in a folder; its types are the business of whoever uses it. */
export async function publishFrom(
  cwd: string,
  { variables }: Pick<Place, "variables">,
): Promise<void> {
  const flags = "--token x --allow-dirty --no-provenance --no-check";
  const { exit, stdout, stderr } = await runLine(`deno publish ${flags}`, {
    cwd,
    env: { ...environment(), ...variables },
    published: true,
  });
  if (exit !== 0) throw new Error(`deno publish ended with ${exit}\n${stdout}${stderr}`);
}

/** Variables for an empty cache; packages of npm are those that this Deno has already. */
export async function cacheIn(
  folder: string,
  { url }: Registry,
): Promise<Readonly<Record<string, string>>> {
  await Deno.mkdir(folder, { recursive: true });
  const about = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(about.stdout));
  await Deno.symlink(npmCache, `${folder}/npm`, { type: "dir" }).catch(() => undefined);
  return { JSR_URL: url, DENO_DIR: folder };
}

/** Runs a command line in a folder that gets its packages from the registry. */
export async function runIn(
  { variables }: Pick<Place, "variables">,
  cwd: string,
  line: string,
): Promise<Result> {
  return await runLine(line, {
    cwd,
    env: { ...environment(), ...variables },
    published: true,
  });
}
