/**
 * A new `retort.ini`.
 *
 * @module
 */

const hooksText = `# What is done to each new file: deno_fmt, a function of hooks in env.ts,
# or any program; REVISION_SCRIPT_FILENAME stands for the file. Programs need
# the right to run, as in --allow-run=deno.
# post_write_hooks = deno_fmt, lint
# lint.type = exec
# lint.executable = deno
# lint.options = lint REVISION_SCRIPT_FILENAME

`;

const databaseText = `# Where retort keeps what is applied.
# version_table = retort_version
# version_schema =

# "warn" only says which data a command destroys, instead of refusing; right for
# databases that may be lost. protect = true: it cannot be allowed by a flag.
# keep = true: it gets another name instead of being destroyed.
# data_loss = refuse
# keep = false
# protect = false
`;

/** The text of a new `retort.ini` with one database, or with several by name. */
export function configText(
  scriptLocation: string,
  url: string | readonly { readonly name: string; readonly url: string }[],
): string {
  const [place, sections] = typeof url === "string" ? [oneText(url), ""] : severalText(url);
  return `# Settings of retort.
#
# A value is all that stands after "=". Comments need lines of their own, and
# indented lines continue a value. \${VAR} and \${VAR:-default} are filled in from
# the environment; $\${ is a literal \${. Paths are seen from the folder of this
# file. Other sections, chosen with -n, can describe other databases.

[retort]

# The folder with env.ts and revision.ts.template, which new revision files are
# made from. Its tokens: {{message}} {{id}} {{revises}} {{date}} {{imports}}
# {{revision}} {{downRevision}} {{branchLabels}} {{dependsOn}} {{upgrade}}
# {{downgrade}}
script_location = ${scriptLocation}

${place}
# The folders with revision files, one a line. A new file goes beside the one
# it follows, else into the first; --version-path names another.
# version_locations =
#     ${scriptLocation}/versions
# recursive_version_locations = false

# How new files are called, without .ts. Tokens: rev, slug, epoch, year, month,
# day, hour, minute, second; a / makes folders, which are then looked into.
# file_template = %(year)d_%(month).2d_%(day).2d_%(rev)s_%(slug)s
# truncate_slug_length = 40

# The time zone of dates in new files and their names, as in Europe/Berlin.
# timezone = UTC

${hooksText}${databaseText}${sections}`;
}

/** A new `retort.ini` in which some of the settings that it shows as comments are set. */
export function withSettings(
  config: string,
  settings: Readonly<Record<string, string>>,
): string {
  return Object.entries(settings).reduce((text, [key, value]) => {
    const line = `${key} = ${value.replaceAll("${", () => "$${")}`;
    return text.replace(new RegExp(`^# ${key} =.*$`, "m"), () => line);
  }, config);
}

function oneText(url: string): string {
  return `# The database. --url, RETORT_URL and the url of env.ts come before it.
url = ${url}
`;
}

/** The line that lists databases, and a section for each. */
function severalText(
  databases: readonly { readonly name: string; readonly url: string }[],
): readonly [string, string] {
  const names = databases.map(({ name }) => name).join(", ");
  const list = `# The databases, in the order in which they are migrated. Each has a section below;
# what it does not say is as here. -n chooses one of them.
databases = ${names}
`;
  const sections = databases.map(({ name, url }) => `\n[${name}]\nurl = ${url}\n`);
  return [list, sections.join("")];
}
