/**
 * A new `retort.ini`.
 *
 * @module
 */

/** The text of a new `retort.ini`. */
export function configText(scriptLocation: string): string {
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

# The database. --url, RETORT_URL and the url of env.ts come before it.
url = sqlite:app.db

# The folders with revision files, one a line; new files go into the first.
# version_locations =
#     ${scriptLocation}/versions

# How new files are called: rev, slug, epoch, year, month, day, hour, minute,
# second.
# file_template = %(year)d_%(month).2d_%(day).2d_%(rev)s_%(slug)s
# truncate_slug_length = 40

# Where retort keeps what is applied.
# version_table = retort_version
# version_schema =

# "warn" only says which data a command destroys, instead of refusing; right for
# databases that may be lost. protect = true: it can't be allowed by a flag.
# data_loss = refuse
# protect = false
`;
}
