import type { Diagnostic } from '../../../diagnostics/diagnostic.ts'
import type { NotDrawn } from '../statements/applied.ts'
import type { Statement } from './split.ts'

export interface SourceStatement extends Statement {
  readonly file: string
}

/** A statement that was left out, with its place and its first words. */
export function skippedStatement({ sql, line, file }: SourceStatement, why: string): Diagnostic {
  const words = sql.slice(0, 80).replace(/\s+/g, ' ').trim()
  return {
    code: 'relata.6030',
    severity: 'warning',
    message: `Line ${line} was skipped: ${why}. It begins: ${words}`,
    hint: null,
    subject: { kind: 'text', label: `${file}:${line}`, file, line },
    fixes: [],
  }
}

/** An object of the database that is no table. */
export function notDrawn({ file, line }: SourceStatement, { name, kind }: NotDrawn): Diagnostic {
  return {
    code: 'relata.6025',
    severity: 'info',
    message: `${name} is ${kind}; it is not drawn.`,
    hint: null,
    subject: { kind: 'text', label: `${file}:${line}`, file, line },
    fixes: [],
  }
}

/** More than this of one statement says nothing more. */
const LISTED_LOSSES = 8

/** What a statement says that a design has no place for. */
export function lostParts({ file, line }: SourceStatement, losses: readonly string[]): Diagnostic {
  const rest = losses.length - LISTED_LOSSES
  const parts = [...losses.slice(0, LISTED_LOSSES), ...(rest > 0 ? [`${rest} more`] : [])]
  return {
    code: 'relata.6034',
    severity: 'info',
    message: `Line ${line} was read without ${parts.join('; ')}.`,
    hint: null,
    subject: { kind: 'text', label: `${file}:${line}`, file, line },
    fixes: [],
  }
}

/** Statements that bring rows: counted, as a dump is mostly rows. */
export class PassedOver {
  #first: SourceStatement | null = null
  #count = 0

  add(statement: SourceStatement): void {
    this.#first ??= statement
    this.#count++
  }

  /** One remark for all of them. */
  get listed(): readonly Diagnostic[] {
    if (this.#first === null) return []
    const { file, line } = this.#first
    const statements = this.#count === 1 ? 'one statement' : `${this.#count} statements`
    return [
      {
        code: 'relata.6038',
        severity: 'info',
        message: `Rows are not imported: ${statements} from line ${line} on.`,
        hint: null,
        subject: { kind: 'text', label: `${file}:${line}`, file, line },
        fixes: [],
      },
    ]
  }
}
