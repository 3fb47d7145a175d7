/**
 * What `retort --help` prints, as the parser would; made by `deno task docs`.
 *
 * @module
 */

/** The text. */
export const rootHelp: string = `USAGE
  retort init <DIR>
  retort revision
  retort upgrade <REVISION>
  retort downgrade <REVISION>
  retort current
  retort history
  retort heads
  retort branches
  retort merge <REVISION>...
  retort show <REVISION>...
  retort edit <REVISION>
  retort bundle
  retort stamp <REVISION>...
  retort kept <list|restore|purge>
  retort plan
  retort lock <status|break>
  retort status
  retort heal
  retort repair
  retort restore <REVISION>
  retort check
  retort preflight
  retort verify
  retort introspect
  retort adopt
  retort import <TOOL> <DIR>
  retort ensure-version
  retort list-templates
  retort permissions
  retort plugins
  retort --help
  retort --version

Database migrations

FLAGS
  -h --help     Show help
     --version  Show the version
     --         All subsequent inputs should be interpreted as arguments

COMMANDS
  init            Make a new project in the current folder
  revision        Write a new revision file
  upgrade         Apply revisions
  downgrade       Take revisions back
  current         Show where the database stands
  history         List revisions, newest first
  heads           List the revisions that none follows
  branches        List the revisions that several follow
  merge           Write a revision that joins others
  show            Show revisions
  edit            Open the file of a revision in $VISUAL or $EDITOR
  bundle          Write all revisions as one module, for programs without files
  stamp           Set the version table without running any revision
  kept            Show what --keep has kept, give it back, or destroy it
  plan            Show what a run would do: statements, transactions, locks, losses, and their hash
  lock            Show who keeps other runs out, or take that away
  status          Exit with 5 if something else has changed the schema, with 3 if revisions are pending
  heal            Bring the schema back to what retort has recorded
  repair          Show where the record and the revisions differ, and choose a way on
  restore         Write the file of a revision as it was when it was applied
  check           Exit with 3 if revisions are pending or models have changed
  preflight       Look for rows that would make pending revisions fail; exit 3 if there are some
  verify          Try revisions up, down and up again on a scratch database with generated rows
  introspect      Print or write the models that declare the tables of the database
  adopt           Take over a database: write models and a first revision, and stamp it
  import          Take over a project of Alembic with the database that it migrated
  ensure-version  Make the version table if it is missing
  list-templates  List what init can begin with
  permissions     Print the smallest rights that commands need, as flags for Deno
  plugins         List the plugins of env.ts, what they bring, and their commands
`;
