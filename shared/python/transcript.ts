/**
 * A session at a prompt, as tutorials print it, back to the code that was typed: prompts go, and so does what was
 * echoed. Lines stay where they are, so that a mistake's line is that of the text as pasted.
 */
import { parseModule } from './parse.ts'

interface Transcript {
  /** As many lines as the text; what was echoed is blank. */
  readonly code: string
  /** 1-based lines that are not code: echoes, `$ …`, blanks aside. */
  readonly echoed: readonly number[]
  /** Characters that a line lost at its start, by line; for columns. */
  readonly shifts: readonly number[]
  /** There were prompts: each statement stands for itself, as where one types them one by one. */
  readonly hasPrompts: boolean
}

interface Line {
  readonly text: string
  readonly shift: number
  readonly isEcho: boolean
}

const PYTHON = { first: /^\s*>>> ?/, next: /^\s*\.\.\.(?: |$)/ }
const IPYTHON = { first: /^\s*In \[\d+\]: ?/, next: /^\s*\.\.\.: ?/ }

/**
 * Code that reads as it stands is left alone.
 *
 * @returns null where there is nothing to take away
 */
export function readTranscript(text: string): Transcript | null {
  if (parseModule(text).errors.length === 0) return null
  const rows = text.split('\n')
  for (const prompts of [PYTHON, IPYTHON]) {
    if (rows.some((row) => prompts.first.test(row))) return joined(typedLines(rows, prompts), true)
  }
  const lines = unechoed(dedented(rows))
  const found = joined(lines, false)
  return found.code === text ? null : found
}

function joined(lines: readonly Line[], hasPrompts: boolean): Transcript {
  return {
    code: lines.map(({ text }) => text).join('\n'),
    echoed: lines.flatMap(({ isEcho }, index) => (isEcho ? [index + 1] : [])),
    shifts: lines.map(({ shift }) => shift),
    hasPrompts,
  }
}

/** Lines after a prompt; `...` goes on only right below one, for echoes have dots of their own. */
function typedLines(rows: readonly string[], { first, next }: typeof PYTHON): readonly Line[] {
  let isTyping = false
  return rows.map((row) => {
    const prompt = first.exec(row) ?? (isTyping ? next.exec(row) : null)
    isTyping = prompt !== null
    if (prompt === null) return { text: '', shift: 0, isEcho: row.trim() !== '' && !row.trimStart().startsWith('#') }
    const [{ length }] = prompt
    return { text: row.slice(length).trimEnd(), shift: length, isEcho: false }
  })
}

/** What all lines are indented by, as where a snippet was cut out of a page. */
function dedented(rows: readonly string[]): readonly Line[] {
  const indents = rows.filter((row) => row.trim() !== '').map((row) => row.length - row.trimStart().length)
  const shift = Math.min(...indents)
  return rows.map((row) => ({ text: row.slice(shift), shift, isEcho: false }))
}

/** Without lines that no statement begins with: `<QuerySet […]>`, `$ …`, tracebacks down to their exception. */
function unechoed(lines: readonly Line[]): readonly Line[] {
  let isTraceback = false
  let depth = 0
  return lines.map((line) => {
    const { text } = line
    const echo = { ...line, text: '', isEcho: true }
    if (isTraceback) {
      if (/^\S/.test(text)) isTraceback = false
      return text.trim() === '' ? line : echo
    }
    if (depth === 0 && /^(<[\w ]+[:[\s>(]|\$ |Traceback \(most)/.test(text)) {
      isTraceback = text.startsWith('Traceback')
      return echo
    }
    depth = Math.max(0, depth + opened(text))
    return line
  })
}

/** How many more brackets a line opens than it closes; brackets in texts and comments aside. */
function opened(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*$/g, '')
  return (bare.match(/[([{]/g)?.length ?? 0) - (bare.match(/[)\]}]/g)?.length ?? 0)
}
