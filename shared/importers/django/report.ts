/** Diagnostics of the import, each with its file and line. */
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts'
import { locator } from '../../python/cursor.ts'
import type { SourceModule } from './modules.ts'

/** What an import can have to say, by code. */
export const IMPORT_CODES = {
  syntax: ['relata.6001', 'warning'],
  customField: ['relata.6002', 'info'],
  target: ['relata.6003', 'warning'],
  conditional: ['relata.6004', 'info'],
  verbatim: ['relata.6005', 'info'],
  base: ['relata.6006', 'info'],
  choices: ['relata.6007', 'info'],
  unreadable: ['relata.6008', 'warning'],
  userModel: ['relata.6009', 'info'],
  empty: ['relata.6010', 'warning'],
  run: ['relata.6011', 'warning'],
  leftOut: ['relata.6012', 'info'],
} as const satisfies { readonly [name: string]: readonly [string, Severity] }

type ImportCode = keyof typeof IMPORT_CODES

export interface Place {
  readonly module: SourceModule
  readonly from: number
}

export class Report {
  readonly diagnostics: Diagnostic[] = []
  private readonly locators = new Map<SourceModule, ReturnType<typeof locator>>()

  add(
    kind: ImportCode,
    place: Place,
    message: string,
    hint: string | null = null,
    ids: { model?: string; field?: string } = {},
  ): void {
    const { line, column } = this.locate(place)
    const [code, severity] = IMPORT_CODES[kind]
    const file = place.module.path
    const subject = { kind: 'text', label: `${file}:${line}`, file, line, column, ...ids } as const
    this.diagnostics.push({ code, severity, message, hint, subject, fixes: [] })
  }

  private locate({ module, from }: Place) {
    const known = this.locators.get(module) ?? locator(module.text)
    this.locators.set(module, known)
    return known(from)
  }
}
