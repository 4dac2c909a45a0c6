/** Scripts of migrations: in which order several are read, and which part of one leads back. */
import { decodeText } from '../../text/decode.ts'
import type { ImportFile } from '../../importer.ts'

const baseName = (path: string): string => path.split('/').at(-1) ?? path

/** `V2__users.sql`, `0010_more.sql`, `20240102_init/migration.sql`: what tools number is read by its numbers. */
function numberOf(path: string): string | null {
  const found = path.split('/').findLast((part) => /^[vV]?\d/.test(part))
  return found === undefined ? null : found.replace(/^[vV]/, '')
}

/** `000001_users.down.sql`, `U2__users.sql`: what takes a migration back. */
const WAY_BACK = /(?:^|[._-])down\.sql$|^U\d[\w.]*__/i

/**
 * The files as they make one database: numbered ones by their numbers, of others those with tables first, as
 * keys and constraints may stand in scripts of their own. What takes a migration back is left out.
 */
export function inOrder(sources: readonly ImportFile[]): readonly ImportFile[] {
  if (sources.length < 2) return sources
  const forth = sources.filter((file) => !WAY_BACK.test(baseName(file.path)))
  const files = forth.length === 0 ? sources : forth
  const numbers = new Map(files.map((file) => [file, numberOf(file.path)]))
  if ([...numbers.values()].every((number) => number !== null)) {
    const compare = new Intl.Collator('en', { numeric: true }).compare
    return files.toSorted((a, b) => compare(numbers.get(a) ?? '', numbers.get(b) ?? '') || compare(a.path, b.path))
  }
  const defines = (file: ImportFile) => /\bcreate\s+(?:\w+\s+)?table\b/i.test(decodeText(file.bytes))
  const known = new Map(files.map((file) => [file, defines(file)]))
  return [...files.filter((f) => known.get(f) === true), ...files.filter((f) => known.get(f) === false)]
}

/** Lines of goose, sql-migrate, dbmate, node-pg-migrate, MyBatis and Play. */
const MARK =
  /^[ \t]*(?:--|#)[ \t-]*(?:\+\w+[ \t]+(up|down)\b|migrate:(up|down)\b|!(up|down)s\b|(up|down)[ \t]+migration\b|\/\/[ \t]*@?(undo)\b)/gim

interface WayDown {
  readonly text: string
  /** Where the first part that was left out begins, 1-based; null: there is none. */
  readonly line: number | null
}

/** A migration without its way back; blanks keep every line where it is. */
export function withoutWayDown(text: string): WayDown {
  const marks = [...text.matchAll(MARK)].map((m) => ({
    at: m.index,
    isDown: m.slice(1).some((word) => /^(?:down|undo)$/i.test(word ?? '')),
  }))
  const first = marks.find((mark) => mark.isDown)
  if (first === undefined) return { text, line: null }
  const parts = [text.slice(0, marks[0]?.at)]
  for (const [i, { at, isDown }] of marks.entries()) {
    const part = text.slice(at, marks[i + 1]?.at)
    // Play's marks begin with #, which is no comment everywhere.
    parts.push(part.replace(isDown ? /[^\r\n]/g : /^.*/, (gone) => ' '.repeat(gone.length)))
  }
  return { text: parts.join(''), line: (text.slice(0, first.at).match(/\n/g)?.length ?? 0) + 1 }
}
