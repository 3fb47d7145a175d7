/**
 * A registry on this machine, as much of JSR as publishing, resolving and loading ask for.
 *
 * @module
 */
import { readArchive } from "./tar.ts";

/** A published version of a package. */
export interface Published {
  /** Files by their path, which begins with `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Paths by entry: `./schema` is `./schema/mod.ts`. */
  readonly exports: Readonly<Record<string, string>>;
}

/** A registry that is running. */
export interface Registry {
  /** Its address, for `JSR_URL`. */
  readonly url: string;
  /** Versions by `@scope/name`. */
  readonly packages: Map<string, Map<string, Published>>;
  /** Whether a file is served; for trying what happens without it. */
  hide: (path: string) => boolean;
  /** Ends it. */
  close(): Promise<void>;
}

/** Starts a registry that nothing is published in. */
export function startRegistry(): Registry {
  const packages: Registry["packages"] = new Map();
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const call = /^\/api\/scopes\/(\w+)\/packages\/([\w-]+)(?:\/versions\/([\w.-]+))?$/.exec(
      pathname,
    );
    if (!call) return load(registry, pathname);
    const [, scope = "", name = "", version] = call;
    return await publish(packages, request, { name: `@${scope}/${name}`, version });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  const registry: Registry = {
    url: `http://127.0.0.1:${server.addr.port}/`,
    packages,
    hide: () => false,
    close: () => server.shutdown(),
  };
  return registry;
}

/** The calls of `deno publish`: is it there already, take it, is it done. */
async function publish(
  packages: Registry["packages"],
  request: Request,
  { name, version }: { readonly name: string; readonly version: string | undefined },
): Promise<Response> {
  if (version === undefined) return Response.json({ name });
  if (request.method === "GET") {
    const found = packages.get(name)?.has(version) ?? false;
    return found ? Response.json({ version }) : missing();
  }
  const files = await readArchive(new Uint8Array(await request.arrayBuffer()));
  const config = new URL(request.url).searchParams.get("config") ?? "/deno.json";
  const text = new TextDecoder().decode(files.get(config));
  const { exports } = JSON.parse(text) as { readonly exports: string | Published["exports"] };
  const versions = packages.get(name) ?? new Map<string, Published>();
  packages.set(
    name,
    versions.set(version, {
      files,
      exports: typeof exports === "string" ? { ".": exports } : exports,
    }),
  );
  return Response.json({ id: crypto.randomUUID(), status: "success", error: null });
}

/** The files that Deno loads packages from. */
async function load({ packages, hide }: Registry, pathname: string): Promise<Response> {
  const [, name = "", rest = ""] = /^\/(@\w+\/[\w-]+)\/(.+)$/.exec(pathname) ?? [];
  const versions = packages.get(name);
  if (!versions || hide(pathname)) return missing();
  if (rest === "meta.json") {
    const [scope, short] = name.slice(1).split("/");
    const known = Object.fromEntries([...versions.keys()].map((version) => [version, {}]));
    return Response.json({
      scope,
      name: short,
      latest: [...versions.keys()].at(-1),
      versions: known,
    });
  }
  const meta = /^(.+)_meta\.json$/.exec(rest)?.[1];
  const about = meta === undefined ? undefined : versions.get(meta);
  if (about) return Response.json({ exports: about.exports, manifest: await manifestOf(about) });
  const [, version = "", path = ""] = /^([^/]+)(\/.+)$/.exec(rest) ?? [];
  const bytes = versions.get(version)?.files.get(path);
  if (!bytes) return missing();
  const type = path.endsWith(".json") ? "application/json" : "application/typescript";
  return new Response(new Uint8Array(bytes), { headers: { "content-type": type } });
}

async function manifestOf({ files }: Published): Promise<Record<string, unknown>> {
  const manifest: Record<string, unknown> = {};
  for (const [path, bytes] of files) {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
    manifest[path] = { size: bytes.length, checksum: `sha256-${hash.toHex()}` };
  }
  return manifest;
}

function missing(): Response {
  return new Response("not found", { status: 404 });
}
