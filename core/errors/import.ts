/**
 * Errors of taking over projects of other tools.
 *
 * @module
 */
import { type Catalog, count, list } from "./catalog.ts";

/** The data of each error of taking over a project. */
export interface ImportErrors {
  /** There is no project to take over. */
  "import/no-project": { readonly path: string; readonly problem: string };
  /** A revision file cannot be understood by reading it. */
  "import/unreadable": { readonly path: string; readonly name: string };
  /** A project of several databases cannot be taken over. */
  "import/several": { readonly path: string; readonly databases: readonly string[] };
  /** The folder for the new project holds something. */
  "import/folder-taken": { readonly folder: string };
  /** The project has revisions already. */
  "import/not-empty": { readonly revisions: number };
  /** The project keeps what is applied in another table than the one taken over. */
  "import/version-table": {
    readonly config: string;
    readonly found: string;
    readonly wanted: string;
    /** The setting that differs. */
    readonly key: "version_table" | "version_schema";
  };
  /** Alembic would write SQL for another kind of database than that of the project. */
  "import/other-dialect": { readonly dialect: string; readonly alembic: string };
  /** A script holds no step of the project. */
  "import/no-steps": { readonly path: string };
  /** Alembic cannot be run. */
  "import/cannot-run": { readonly program: string; readonly problem: string };
}

/** The words for each error of taking over a project. */
export const importErrors: Catalog<ImportErrors> = {
  "import/no-project": {
    exit: 2,
    message: ({ path, problem }) =>
      `There is no Alembic project to take over in ${path}: ${problem}`,
    hint: () => "name the folder that holds alembic.ini: retort import alembic DIR",
  },
  "import/unreadable": {
    exit: 1,
    message: ({ path, name }) =>
      `"${name}" in ${path} is neither None, a string, nor a list of strings, so only running the file ` +
      "would tell it",
    hint: ({ name }) => `write the value of ${name} out in the file`,
  },
  "import/several": {
    exit: 1,
    message: ({ path, databases }) =>
      `${path} is a project of several databases (${list(databases)}), which cannot be taken over`,
    hint: () =>
      'begin with "retort init -t multidb", and take each database over as it is: retort adopt -n NAME',
  },
  "import/folder-taken": {
    exit: 2,
    message: ({ folder }) => `The folder ${folder} is not free: it may be the one of Alembic`,
    hint: () => "name another one for retort: --to db",
  },
  "import/not-empty": {
    exit: 1,
    message: ({ revisions }) =>
      `This project has ${count(revisions, "revision")} already, and nothing was written`,
    hint: () =>
      'go on with "retort status"; --force writes the revisions of Alembic again, over the files of the same ids',
  },
  "import/version-table": {
    exit: 1,
    message: ({ config, key, found, wanted }) =>
      `${config} has ${key} = ${found}, and Alembic keeps what is applied in ${wanted}`,
    hint: ({ config, key, wanted }) => `write ${key} = ${wanted} into ${config}`,
  },
  "import/other-dialect": {
    exit: 2,
    message: ({ dialect, alembic }) =>
      `The database of the project is ${dialect}, and sqlalchemy.url makes Alembic write SQL for ${alembic}`,
    hint: () => "correct one of them, or give scripts that are for the right one: --sql-file FILE",
  },
  "import/no-steps": {
    exit: 2,
    message: ({ path }) =>
      `${path} holds no line "-- Running upgrade …" about a revision of the project`,
    hint: () => "make it with: alembic upgrade heads --sql > FILE",
  },
  "import/cannot-run": {
    exit: 1,
    message: ({ program, problem }) => `Cannot run ${program}: ${problem}`,
    hint: () =>
      "name the program with --run-alembic PATH, give scripts with --sql-file FILE, or use --stubs",
  },
};
