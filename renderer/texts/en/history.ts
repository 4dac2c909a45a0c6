/** Time travel, and comparing versions. */
import { count, momentOf } from './words.ts'

/** Names of steps are those of the commands; another language gives its own here, English has nothing to add. */
const steps: { readonly [label: string]: string } = {}

export const history = {
  title: 'Steps',
  steps,
  slider: 'Time: from the first step to the last',
  start: 'Before these steps',
  present: 'The present',
  point: (at: number, all: number) => `${at} of ${all}`,
  at: (at: number, all: number, step: string) => `Step ${at} of ${all}: ${step}`,
  none: 'No steps yet',
  noneText:
    'Whatever you do from now on stands here, and the drawing can go back to any of it. After a save it is there the next time too; nothing of it goes into the file.',
  lookingBack: 'You are looking back: the drawing shows an earlier state. Go back to the present to edit.',
  /** On the drawing, while the panel of the history is out of sight. */
  bar: {
    earlier: (step: string | null) =>
      step === null ? 'The drawing as it was before these steps' : `The drawing as it was after: ${step}`,
    comparing: 'Two versions compared',
    show: 'Show History',
  },
  goOn: 'Go on from here',
  goOnText: 'What came after is undone; it can be done again until the next edit.',
  back: 'Back to the present',
  wentOn: (step: string) => `Going on from: ${step}`,
  undone: 'undone',
  about: (names: string, more: number) => (more === 0 ? names : `${names} and ${more} more`),
  earlier: 'Earlier',
  later: 'Later',
  time: (at: number) => momentOf(at, 'en'),
  compare: {
    title: 'Compare versions',
    text: 'What differs is marked in the drawing and listed here, with what it means for the tables.',
    start: 'Compare with the saved file',
    before: 'Before',
    after: 'After',
    choose: 'Choose a version',
    sources: {
      now: 'The design now',
      saved: 'The file as it is saved',
      opened: 'Before the steps',
      file: 'Another file…',
    },
    groups: { here: 'This design', git: 'Git', recovery: 'Recovery copies' },
    copy: (label: string, at: number) =>
      `${label}, ${new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}`,
    revision: (subject: string) => subject,
    revisionText: (author: string, at: number, rev: string) =>
      `${author}, ${new Date(at).toLocaleDateString('en', { dateStyle: 'medium' })}, ${rev.slice(0, 8)}`,
    swap: 'Swap before and after',
    unreadable: 'This version cannot be read as a design.',
    same: 'No difference in the models',
    sameText: 'Positions and views do not count.',
    counts: (added: number, removed: number, changed: number) =>
      [
        added > 0 ? `${added} added` : '',
        removed > 0 ? `${removed} removed` : '',
        changed > 0 ? `${changed} changed` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    kinds: { added: 'added', removed: 'removed', changed: 'changed' },
    list: 'Changes',
    shows: 'The drawing shows',
    show: { both: 'Both, marked', before: 'Before', after: 'After' },
    sideBySide: 'Side by side',
    end: 'End comparing',
    ended: 'The drawing shows the design again',
    detail: (what: string, before: string, after: string) =>
      before === ''
        ? `${what}: ${after}`
        : after === ''
          ? `${what}: no longer ${before}`
          : `${what}: ${before} → ${after}`,
    ready: (n: number) =>
      n === 0 ? 'No difference in the models' : `${count(n, 'difference')}, marked in the drawing`,
    migration: 'What a migration would do',
    code: 'The migration as code',
    writtenFor: 'Written for',
    noMigration: 'Nothing: the tables stay as they are.',
    loses: 'loses data',
    step: {
      createTable: (table: string) => `Create ${table}`,
      dropTable: (table: string) => `Drop ${table}`,
      renameTable: (_table: string, name: string, was: string) => `Rename ${was} to ${name}`,
      addColumn: (table: string, name: string) => `Add ${table}.${name}`,
      dropColumn: (table: string, name: string) => `Drop ${table}.${name}`,
      renameColumn: (table: string, name: string, was: string) => `Rename ${table}.${was} to ${name}`,
      changeColumn: (table: string, name: string) => `Change the type of ${table}.${name}`,
      changeIndexes: (table: string) => `Change indexes and constraints of ${table}`,
    },
  },
}
