/**
 * Lint rules that hold the layers: who may import whom, and who may know the platform.
 *
 * @module
 */
import { type Place, placeOf, resolve } from "./place.ts";

const bottom = ["errors", "schema", "ops"];
const middle = [...bottom, "graph", "source", "dialect"];
const upper = [...middle, "diff", "plan", "run"];

/** The folders of core, each with those that it may import. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  schema: ["errors"],
  ops: ["errors", "schema"],
  graph: bottom,
  dialect: bottom,
  source: [...bottom, "graph"],
  diff: [...bottom, "dialect"],
  plan: [...middle, "diff"],
  run: [...middle, "diff", "plan"],
  verify: upper,
  preflight: upper,
  // A plugin may hold what commands take, and commands take plugins: they stand beside each other.
  commands: [...upper, "verify", "preflight", "plugin"],
  plugin: [...upper, "commands"],
  testing: upper,
};

/** Files at the top of core that hold nothing but a value: everybody may import them. */
const leaves: readonly string[] = ["core/version.ts", "core/secret.ts"];
/** What is no part of retort: in a dialect, its `driver.ts` alone may import that. */
const others = /^(?!@retort\/)/;
const forCli = /^(?:@retort\/core(?:\/|$)|@stricli\/core$|confbox\/|node:(?:path|url)$)/;
const forDialects = /^@retort\/(?:core|ansi)(?:\/|$)/;
const forTests = /^(?:node:|fast-check$)/;
const forPlugins = /^(?!jsr:|npm:)/;

/** An import as the rules see it. */
export interface Import {
  readonly specifier: string;
  /** `import type`: nothing is loaded. */
  readonly typeOnly?: boolean;
  /** `await import(…)`. */
  readonly lazy?: boolean;
}

/** What is wrong with an import, or `undefined`. */
export function problemOf(filename: string, item: Import): string | undefined {
  const place = placeOf(filename);
  if (place.area === "tests" || place.area === "other") return undefined;
  const relative = item.specifier.startsWith(".");
  if (place.area === "core") return relative ? insideCore(place, item) : intoCore(place, item);
  return relative ? insidePackage(place, item) : intoPackage(place, item);
}

function intoCore(place: Place, { specifier }: Import): string | undefined {
  if (place.test && forTests.test(specifier)) return undefined;
  return `core imports nothing but itself, by relative path; not "${specifier}"`;
}

function insideCore(place: Place, { specifier }: Import): string | undefined {
  const to = placeOf(resolve(place.path, specifier));
  if (to.area !== "core") return `core imports nothing but itself; not "${to.path}"`;
  if (place.folder === "" || place.folder === to.folder || leaves.includes(to.path)) {
    return undefined;
  }
  const allowed = layers[place.folder];
  if (!allowed) return `core/${place.folder} has no place in the layers of ${here}`;
  if (allowed.includes(to.folder)) return undefined;
  const below = allowed.length === 0 ? "nothing" : allowed.join(", ");
  return `core/${place.folder} may import ${below}; not core/${to.folder || "mod.ts"}`;
}

const here = "tests/house/lint/layering.ts";

function insidePackage(place: Place, item: Import): string | undefined {
  const path = resolve(place.path, item.specifier);
  const own = place.area === "cli" ? "cli/" : `${place.area}/${place.folder}/`;
  if (!path.startsWith(own)) return `${own} imports other packages by name; not "${path}"`;
  const eager = !item.lazy && !item.typeOnly && !place.test;
  if (place.area === "dialects" && eager && path === `${own}driver.ts`) {
    return "a driver is loaded when a connection is opened: await import(...)";
  }
  return undefined;
}

function intoPackage(place: Place, { specifier }: Import): string | undefined {
  if (place.test && forTests.test(specifier)) return undefined;
  if (place.area === "plugins") {
    return forPlugins.test(specifier) ? undefined : "versions belong in deno.json";
  }
  if (place.area === "cli") {
    return forCli.test(specifier) ? undefined : `cli has no business with "${specifier}"`;
  }
  if (others.test(specifier)) {
    const driver = /^dialects\/[^/]+\/driver\.ts$/.test(place.path);
    return driver || place.test ? undefined : `only driver.ts imports "${specifier}"`;
  }
  const self = specifier === "@retort/ansi" && place.folder === "ansi";
  if (forDialects.test(specifier) && !self) return undefined;
  return `a dialect imports @retort/core, @retort/ansi and its own files; not "${specifier}"`;
}

/** Whether a file may speak to the platform: tests and the command line. */
function knowsDeno(place: Place): boolean {
  return place.test || place.area === "cli" || place.area === "other" || place.area === "plugins";
}

/** Whether a file may have a default export: what users write, and what Deno demands. */
function hasDefault(place: Place): boolean {
  return /(?:^|\/)env\.ts$/.test(place.path) || place.path.startsWith("tests/house/lint/");
}

const imports: Deno.lint.Rule = {
  create(cx) {
    const look = (node: Deno.lint.Node, item: Import): void => {
      const message = problemOf(cx.filename, item);
      if (message) cx.report({ node, message });
    };
    return {
      ImportDeclaration(node): void {
        look(node, { specifier: node.source.value, typeOnly: node.importKind === "type" });
      },
      ExportAllDeclaration(node): void {
        look(node, { specifier: node.source.value, typeOnly: node.exportKind === "type" });
      },
      ExportNamedDeclaration(node): void {
        if (!node.source) return;
        look(node, { specifier: node.source.value, typeOnly: node.exportKind === "type" });
      },
      ImportExpression(node): void {
        if (node.source.type !== "Literal" || typeof node.source.value !== "string") return;
        look(node, { specifier: node.source.value, lazy: true });
      },
    };
  },
};

const platform: Deno.lint.Rule = {
  create(cx) {
    const place = placeOf(cx.filename);
    const quiet = (node: Deno.lint.Node): void => {
      cx.report({ node, message: "nothing but the terminal prints; give back data" });
    };
    const prints = place.test || place.area === "other" ? {} : {
      "MemberExpression[object.name='console']": quiet,
    };
    if (knowsDeno(place)) return prints;
    return {
      ...prints,
      "MemberExpression[object.name='Deno']"(node: Deno.lint.Node): void {
        cx.report({ node, message: "only the command line knows Deno; take a port instead" });
      },
    };
  },
};

const defaultExport: Deno.lint.Rule = {
  create(cx) {
    if (hasDefault(placeOf(cx.filename))) return {};
    return {
      ExportDefaultDeclaration(node): void {
        cx.report({ node, message: "exports have names; only users' files export a default" });
      },
    };
  },
};

const plugin: Deno.lint.Plugin = {
  name: "layering",
  rules: { imports, platform, "default-export": defaultExport },
};
export default plugin;
