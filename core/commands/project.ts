/**
 * What commands work on: the ports that a project folder, or a test, fills in.
 *
 * @module
 */
import type { Connection, ConnectOptions, Dialect, ScratchDatabase } from "../dialect/mod.ts";
import { variantNames } from "../dialect/variants.ts";
import type { RevisionContext } from "../ops/mod.ts";
import type { TransactionMode } from "../plan/segments.ts";
import type { LockOptions } from "../run/lock.ts";
import type { WaitOptions } from "../run/waits.ts";
import type { Author } from "../plan/history.ts";
import { compact } from "../schema/data.ts";
import type { Store } from "../source/mod.ts";
import { version } from "../version.ts";
import type { Environment } from "./environment.ts";

/** Tells the time. */
export interface Clock {
  /** The present moment. */
  now(): Date;
}

/** Makes ids of new revisions. */
export interface Ids {
  /** A new id: twelve hexadecimal digits. */
  revision(): string;
}

/** The settings of a project that commands need; `retort.ini` holds them. */
export interface Settings {
  /** The config file, for messages. */
  readonly config: string;
  /** The name of the version table; the other tables of retort share its prefix. */
  readonly versionTable: string;
  /** The schema that the version table is in; absent: the default one. */
  readonly versionSchema?: string;
  /** The file name of a new revision, with Alembic's tokens such as `%(rev)s`, without `.ts`. */
  readonly fileTemplate: string;
  /** How long the part of a file name that comes from the message may be. */
  readonly truncateSlugLength: number;
  /** The time zone of dates in new revisions, such as `Europe/Berlin`; absent: UTC. */
  readonly timezone?: string;
  /** The text of new revision files, see `defaultTemplate`; absent: that one. */
  readonly template?: string | undefined;
  /** Where transactions begin and end: `revision` unless told. */
  readonly transactionMode?: TransactionMode;
  /** How runs are kept apart; absent: as the dialect can. */
  readonly lock?: Pick<LockOptions, "mode" | "wait">;
  /** How long revisions wait for locks of the database, and how often; absent: 3 s, 10 times. */
  readonly waits?: WaitOptions;
  /** Whether a run ends with recording what the schema is like; it does unless told. */
  readonly recordSchema?: boolean;
  /** Whether losing rows is refused until it is allowed by name, or only said. */
  readonly dataLoss: "refuse" | "warn";
  /** Whether what would be lost is kept under another name. */
  readonly keep?: boolean;
}

/** The file that all revisions are bundled into. */
export interface BundlePlace {
  /** Where it is, as shown to people. */
  readonly path: string;
  /** Its text; `undefined` where there is no such file. */
  read(): string | undefined;
  /** Writes it. Throws `source/unwritable`. */
  write(text: string): void;
  /** How it imports a revision file. */
  specifier(file: string): string;
}

/** A project: settings, revisions and the way to its database. */
export interface Project {
  /** The settings. */
  readonly settings: Settings;
  /** Where the revision files are. */
  readonly store: Store;
  /** Tells the time. */
  readonly clock: Clock;
  /** Makes ids. */
  readonly ids: Ids;
  /** The `-x` arguments. */
  readonly x: Readonly<Record<string, string>>;
  /** What `--tag` says of this run. */
  readonly tag?: string;
  /** The name of the database, where the project has several and this is one of them. */
  readonly database?: string;
  /** The names of all databases, where the project has several. */
  readonly databases?: readonly string[];
  /** Where its revisions are bundled; absent: nowhere. */
  readonly bundle?: BundlePlace;
  /** The environment; loaded when first asked for. */
  environment(): Promise<Environment>;
  /** The dialect of the database. */
  dialect(): Promise<Dialect>;
  /** The product that the URL names, where its dialect speaks to several: `mariadb`. */
  flavour?(): Promise<string>;
  /** Opens a connection, or gives the environment's own; end it with {@link Project.release}. */
  connect(options?: ConnectOptions): Promise<Connection>;
  /** Opens a connection beside the first; absent where that can't be, as with a given one. */
  another?(): Promise<(() => Promise<Connection>) | undefined>;
  /** Opens the scratch database of a URL, or makes one beside the project's own. */
  scratch?(url?: string): Promise<ScratchDatabase>;
  /** Who runs this, for others that wait and for the history: `ana on web-3, pid 4711`. */
  who?(): string;
  /** The commit of the project's sources, for the history. */
  commit?(): string | undefined;
  /** Is asked before revision files are written; what it throws leaves none behind. */
  writing?(): Promise<void>;
  /** Is told the path of each revision file that was written: the post-write hooks. */
  written?(path: string): Promise<void>;
  /** Stops a run between two statements when it fires. */
  readonly signal?: AbortSignal;
  /** Closes a connection, unless it belongs to the environment. */
  release(connection: Connection): Promise<void>;
}

/** How a script is written for a project. */
export interface ScriptTarget {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The product. */
  readonly flavour: string;
  /** The names of variants, the more particular first. */
  readonly names: readonly string[];
}

/** How a script is written for a project; no database is opened. */
export async function targetOf(project: Project): Promise<ScriptTarget> {
  const dialect = await project.dialect();
  const flavour = await project.flavour?.() ?? dialect.name;
  return { dialect, flavour, names: variantNames(dialect, flavour) };
}

/** What a project tells its revisions: `-x`, `--tag`, and which of its databases it is about. */
export function toldOf(
  { x, tag, database, databases }: Project,
): Pick<RevisionContext, "x" | "tag" | "database" | "databases"> {
  return compact({ x, tag, database, databases });
}

/** Who runs a command, and with what. */
export function authorOf(project: Project): Pick<Author, "tool" | "who" | "commit"> {
  return { tool: version, who: project.who?.(), commit: project.commit?.() };
}

/** How a run of a project is kept alone. */
export async function lockOf({ settings, who, another }: Project): Promise<LockOptions> {
  return { ...settings.lock, holder: who?.(), another: await another?.() };
}
