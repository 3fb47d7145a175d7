/**
 * Errors about configuration.
 *
 * @module
 */
import { type Catalog, didYouMean, list } from "./catalog.ts";

/** The data of each error about configuration. */
export interface ConfigErrors {
  /** A pattern for comparators matches none. */
  "config/unknown-comparator": { readonly pattern: string; readonly known: readonly string[] };
  /** There is no config file. */
  "config/missing": {
    readonly path: string;
    /** The function that was called; absent: a command of the command line. */
    readonly call?: string;
  };
  /** The config file lacks the section. */
  "config/no-section": {
    readonly path: string;
    readonly section: string;
    readonly sections: readonly string[];
    /** The function that was called; absent: a command of the command line. */
    readonly call?: string;
  };
  /** A setting that is needed is missing. */
  "config/no-key": { readonly path: string; readonly section: string; readonly key: string };
  /** A setting has a value that makes no sense. */
  "config/bad-value": { readonly path: string; readonly key: string; readonly problem: string };
  /** A key of a section that retort does not know. */
  "config/unknown-key": {
    readonly path: string;
    readonly section: string;
    readonly key: string;
    /** Similar keys, best first. */
    readonly similar: readonly string[];
  };
  /** A line of the config file is nothing known. */
  "config/bad-line": { readonly path: string; readonly text: string };
  /** A `${VAR}` is not set in the process's environment. */
  "config/unset-variable": { readonly path: string; readonly variable: string };
  /** The migrations folder is missing. */
  "config/no-scripts": { readonly path: string };
  /** Two paths of revision files lead to one file. */
  "config/same-file": { readonly path: string; readonly other: string };
  /** `env.ts` cannot be loaded or exports something else. */
  "config/bad-environment": { readonly path: string; readonly problem: string };
  /** The package of a dialect is not in the import map of the project. */
  "config/no-dialect": { readonly scheme: string; readonly package: string };
  /** A function was given an option that it does not know, or cannot use. */
  "config/bad-option": {
    /** The function: `migrate()`. */
    readonly call: string;
    readonly option: string;
    readonly problem: string;
    /** Similar options, best first. */
    readonly similar: readonly string[];
  };
  /** The environment names no models. */
  "config/no-metadata": { readonly path: string };
  /** `post_write_hooks` names a hook that is nothing known. */
  "config/unknown-hook": {
    readonly path: string;
    readonly hook: string;
    /** What it says it is. */
    readonly type: string;
    /** The functions that `env.ts` has. */
    readonly known: readonly string[];
  };
  /** The program of a hook is not there. */
  "config/no-program": {
    readonly path: string;
    readonly hook: string;
    readonly program: string;
  };
  /** A hook failed; the revision file that it was told of stays. */
  "config/hook-failed": {
    readonly hook: string;
    /** The revision file. */
    readonly file: string;
    readonly problem: string;
  };
  /** `init` is asked for a template that there isn't. */
  "config/no-template": { readonly template: string; readonly templates: readonly string[] };
  /** `init` cannot add to a `deno.json` that is broken. */
  "config/bad-manifest": { readonly path: string; readonly problem: string };
  /** `init` would write over something. */
  "config/exists": { readonly path: string };
  /** A flag allows data loss where the config file protects the database. */
  "config/protected": { readonly path: string; readonly section: string };
}

/** The words for each error about configuration. */
export const configErrors: Catalog<ConfigErrors> = {
  "config/unknown-comparator": {
    exit: 2,
    message: ({ pattern }) => `No comparator matches "${pattern}"`,
    hint: ({ known }) => `the comparators are ${list(known)}`,
  },
  "config/missing": {
    exit: 2,
    message: ({ path }) => `There is no config file ${path}`,
    hint: ({ call }) =>
      call === undefined
        ? '"retort init migrations" makes a new project; -c names another config file'
        : `run it in the folder of the project, or name the file: ${call}({ config }); with ` +
          `${call}({ revisions, dialect, url }) no project is needed`,
  },
  "config/no-section": {
    exit: 2,
    message: ({ path, section }) => `${path} has no section [${section}]`,
    hint: ({ sections, call }) =>
      `${call === undefined ? "-n" : `${call}({ name })`} chooses a section; there is ${
        list(sections)
      }`,
  },
  "config/no-key": {
    exit: 2,
    message: ({ path, section, key }) => `Section [${section}] of ${path} has no "${key}"`,
    hint: ({ key }) => `add a line: ${key} = …`,
  },
  "config/bad-value": {
    exit: 2,
    message: ({ path, key, problem }) => `"${key}" in ${path} cannot be used: ${problem}`,
    hint: () => "correct the value",
  },
  "config/unknown-key": {
    exit: 2,
    message: ({ path, section, key }) =>
      `Section [${section}] of ${path} has an unknown key "${key}"`,
    hint: ({ similar }) => didYouMean(similar) || "delete the line or correct the key",
  },
  "config/bad-line": {
    exit: 2,
    message: ({ path, text }) =>
      `"${text}" in ${path} is neither a section, a setting nor a comment`,
    hint: () => "settings look like key = value; comments begin with # or ;",
  },
  "config/unset-variable": {
    exit: 2,
    message: ({ path, variable }) => `${path} uses \${${variable}}, which is not set`,
    hint: ({ variable }) => `set ${variable}, or write \${${variable}:-default}`,
  },
  "config/no-scripts": {
    exit: 2,
    message: ({ path }) => `The migrations folder ${path} does not exist`,
    hint: () => '"retort init migrations" makes one; script_location names it',
  },
  "config/same-file": {
    exit: 2,
    message: ({ path, other }) => `${path} and ${other} are the same file`,
    hint: () => "let version_locations name each folder once and remove the link",
  },
  "config/bad-environment": {
    exit: 1,
    message: ({ path, problem }) => `Cannot use ${path}: ${problem}`,
    hint: () => "it must default-export defineEnvironment({ … })",
  },
  "config/no-dialect": {
    exit: 2,
    message: ({ scheme, package: name }) =>
      `"${scheme}:" needs ${name}, which is not among the imports of this project`,
    hint: ({ package: name }) => `run "deno add jsr:${name}"`,
  },
  "config/bad-option": {
    exit: 2,
    message: ({ call, problem }) => `The options of ${call} cannot be used: ${problem}`,
    hint: ({ option, similar }) => didYouMean(similar) || `correct "${option}" in the call`,
  },
  "config/no-metadata": {
    exit: 2,
    message: ({ path }) => `${path} names no metadata to compare the database with`,
    hint: () => 'add metadata: () => import("../models.ts") to defineEnvironment',
  },
  "config/unknown-hook": {
    exit: 2,
    message: ({ path, hook, type }) =>
      hook === type
        ? `"${hook}" among the post_write_hooks of ${path} is nothing known`
        : `"${hook}" among the post_write_hooks of ${path} has the unknown type "${type}"`,
    hint: ({ hook, known }) =>
      `write ${hook}.type = exec, deno_fmt${
        known.length === 0 ? " or a function among the hooks of env.ts" : ` or ${list(known)}`
      }`,
  },
  "config/no-program": {
    exit: 2,
    message: ({ path, hook, program }) =>
      `There is no program "${program}", which the post-write hook "${hook}" of ${path} runs`,
    hint: ({ hook, path }) => `install it, or correct "${hook}" in ${path}`,
  },
  "config/hook-failed": {
    exit: 1,
    message: ({ hook, file, problem }) =>
      `The post-write hook "${hook}" failed on ${file}: ${problem}`,
    hint: ({ file }) => `${file} is written and stays; correct the hook, or run it by hand`,
  },
  "config/no-template": {
    exit: 2,
    message: ({ template }) => `There is no template "${template}"`,
    hint: ({ templates }) => `there is ${list(templates)}; "retort list-templates" says more`,
  },
  "config/exists": {
    exit: 2,
    message: ({ path }) => `${path} exists already`,
    hint: () => "choose another folder, or delete it first",
  },
  "config/bad-manifest": {
    exit: 2,
    message: ({ path, problem }) => `Cannot read ${path}: ${problem}`,
    hint: ({ path }) => `correct ${path} and run "retort init" again; nothing was written`,
  },
  "config/protected": {
    exit: 8,
    message: ({ path, section }) =>
      `Section [${section}] of ${path} protects this database: losing data cannot be allowed there`,
    hint: () =>
      'review "retort plan" and run with its hash, --plan HASH; or allow it in the revision itself, ' +
      "{ allowLoss: … }",
  },
};
