/**
 * The application: all commands, as the parser takes them.
 *
 * @module
 */
import {
  type Application,
  type ApplicationText,
  buildApplication,
  buildRouteMap,
  help,
  text_en,
  version as versionFlag,
} from "@stricli/core";
import { aliases, type Context, routes } from "./commands/mod.ts";
import { version } from "./version.ts";

/** A word that should have been a command. */
export interface UnknownCommand {
  /** The word. */
  readonly unknownCommand: string;
  /** Commands that are spelled like it. */
  readonly similar: readonly string[];
}

const documentation = {
  caseStyle: "convert-camel-to-kebab",
  onlyRequiredInUsageLine: true,
  useAliasInUsageLine: false,
} as const;

/** Builds the application; `fail` is told of each error, as it is, instead of a stream. */
export function buildApp(fail: (error: unknown) => void): Application<Context> {
  const root = buildRouteMap({ routes, aliases, docs: { brief: "Database migrations" } });
  return buildApplication(root, {
    name: "retort",
    scanner: {
      caseStyle: "allow-kebab-for-camel",
      allowArgumentEscapeSequence: true,
    },
    documentation,
    localization: { text: textFor(fail) },
  }, {
    help: help({ brief: "Show help", defaultForRouteMap: true, formatting: documentation }),
    version: versionFlag({
      brief: "Show the version",
      alias: false,
      info: { currentVersion: `retort ${version}` },
    }),
  });
}

function textFor(fail: (error: unknown) => void): ApplicationText {
  const tell = (error: unknown): string => {
    fail(error);
    return "";
  };
  return {
    ...text_en,
    noCommandRegisteredForInput: ({ input, corrections }) => {
      const similar = corrections.map((word) => word.replaceAll("`", ""));
      return tell({ unknownCommand: input, similar } satisfies UnknownCommand);
    },
    exceptionWhileParsingArguments: tell,
    exceptionWhileLoadingCommandFunction: tell,
    exceptionWhileLoadingCommandContext: tell,
    exceptionWhileRunningCommand: tell,
    commandErrorResult: tell,
    exceptionWhileRunningIntegrationFlag: ({ exception }) => tell(exception),
    exceptionWhileRunningIntegrationHook: ({ exception }) => tell(exception),
  };
}
