/** The preview: shell, data. */
import { count } from './words.ts'

export const preview = {
  /** `file`: a database that others made; null: the sample database. */
  database: ({
    kind,
    message,
    file,
  }: {
    readonly kind: string
    readonly message: string
    readonly file: string | null
  }) =>
    ({
      closed: `${file ?? 'Sample database'}: not open yet`,
      opening: `${file ?? 'Sample database'}: opening…`,
      syncing: file === null ? 'Sample database: following the design…' : `${file}: open`,
      ready: file === null ? 'Sample database: up to date' : `${file}: open`,
      blocked: `${file ?? 'Sample database'}: waits, ${message}`,
      failed: `${file ?? 'Sample database'}: ${message}`,
      unavailable: 'No sample database in this window',
    })[kind] ?? '',
  /** Of `database`, in a few words. */
  stuck: (file: string | null) => (file === null ? 'Sample database: behind the design' : `${file}: not open`),
  unavailable: 'No database here',
  unavailableText:
    'This window runs without the program that holds the sample database. Start Relata with “npm start” to run queries.',
  query: 'Query',
  data: 'Rows',
  language: 'Language of the shell',
  languages: { orm: 'Django’s ORM, on the models as drawn', sql: 'SQLite’s SQL, on the tables themselves' },
  shell: 'Query',
  shellHint: 'Write a query',
  run: 'Run',
  stop: 'Stop',
  write: 'Keep changes',
  /** The same where there is little room. */
  writeShort: 'Keep',
  writeText: 'Off: whatever a query changes is taken back when it ends.',
  saved: 'Saved and recent queries',
  saveQuery: 'Save this query in the design',
  inDesign: 'In this design',
  recent: 'Recent',
  allQueries: 'Find, rename, order…',
  queries: 'Queries',
  queryName: 'Name of the new query',
  renameQuery: (text: string) => `Name of ${text}`,
  findQuery: 'Find in names and texts',
  save: 'Save',
  needsName: 'A saved query needs a name.',
  runQuery: (name: string) => `Run ${name}`,
  useQuery: (name: string) => `Put ${name} into the shell`,
  queryUp: (name: string) => `Move ${name} up`,
  queryDown: (name: string) => `Move ${name} down`,
  deleteQuery: (name: string) => `Delete ${name}`,
  noQueries: 'Nothing here yet. What you run is listed; what you save goes with the design.',
  code: 'TypeScript',
  library: 'Library',
  copy: 'Copy',
  copied: 'Copied',
  noCode: 'Querysets are shown here as TypeScript. This run gave none.',
  refused: (what: string) => `This cannot be said here: ${what} has no counterpart.`,
  results: 'Results',
  result: 'Result',
  firstTitle: 'Run a query to see rows',
  firstText: 'Names complete as you type: models, fields along __, lookups.',
  /** Queries to begin with, by what they show. */
  examples: {
    title: 'Queries to try',
    all: 'all of them',
    across: 'by what they lead to',
    counted: 'counted',
    loop: 'one after the other',
  },
  running: (ms: number) => `Running ${(ms / 1000).toFixed(1)} s`,
  took: (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`),
  rowCount: (rows: number, truncated: boolean) => (truncated ? `first ${count(rows, 'row')}` : count(rows, 'row')),
  /** Models along the way, as `Post → User → Profile`. */
  path: (names: string) => `Path: ${names}`,
  kept: (changes: string) => `Changes kept: ${changes}`,
  takenBack: (changes: string) => `Taken back: ${changes}`,
  undoRun: 'Undo this run',
  undone: (changes: string) => `The run was taken back: ${changes}.`,
  at: (line: number, column: number) => `(line ${line}, column ${column})`,
  line: (line: number) => `Line ${line}`,
  echoed: (lines: number) =>
    `A session at a prompt: ${count(lines, 'line')} that it had printed ${lines === 1 ? 'was' : 'were'} left out.`,
  namesFresh:
    'Each run starts with fresh names. Put the line that makes this name above, or tick Keep changes: then names stay from run to run.',
  namesKept: 'Names stay from run to run until the drawing changes. Run the line that makes this name first.',
  stopped: 'Stopped',
  waits: (code: string) => `Waits for the end of what runs: ${code}`,
  notRun: 'What waited for its end was not run.',
  noRows: 'No rows.',
  nothing: 'Done. Nothing to show.',
  noSql: 'No SQL was sent.',
  sqlOf: (n: number) => (n === 1 ? 'SQL' : `SQL, ${n} statements`),
  changed: (
    tables: readonly {
      readonly table: string
      readonly inserted: number
      readonly updated: number
      readonly deleted: number
    }[],
  ) =>
    tables
      .flatMap(({ table, inserted, updated, deleted }) => [
        ...(inserted > 0 ? [`${table}: ${inserted} added`] : []),
        ...(updated > 0 ? [`${table}: ${updated} changed`] : []),
        ...(deleted > 0 ? [`${table}: ${deleted} deleted`] : []),
      ])
      .join(', '),
  changes: (n: number) => `${count(n, 'row')} changed`,
  tables: 'Tables',
  fill: 'Fill…',
  filling: 'Filling…',
  fillWith: (rows: number) => `${count(rows, 'row')} in each table`,
  reset: 'Start again',
  resetText: 'Only the rows that are saved with the design.',
  noTables: 'No tables yet',
  noTablesText: 'Draw a model; its table appears here.',
}
