/**
 * What we say about a design: data, never an exception.
 *
 * Codes: Django's own ids (`fields.E304`, `models.W042`) where Django has the check, else ours,
 * `relata.NNNN` in bands: 1xxx document, 2xxx relations, 3xxx schema, 4xxx export, 5xxx query,
 * 6xxx import, 7xxx lint.
 */
export type Severity = 'error' | 'warning' | 'info'

/** What a diagnostic is about. Ids where the object is in the document, place where it is in a text. */
export interface Subject {
  readonly kind: 'document' | 'app' | 'model' | 'field' | 'index' | 'constraint' | 'enum' | 'view' | 'text'
  /** Record id of the model, when there is one. */
  readonly model?: string
  readonly field?: string
  /** Any other record's id. */
  readonly id?: string
  /** As a person would say it: `blog.Post.author`, `models.py:12`. */
  readonly label: string
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  readonly column?: number
}

/** A repair that is one command of `shared/commands`; applying it is one undo step. */
export interface Fix {
  readonly label: string
  readonly command: { readonly type: string; readonly params: unknown }
}

export interface Diagnostic {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly hint: string | null
  readonly subject: Subject
  readonly fixes: readonly Fix[]
}

/** A best-effort value together with everything that is wrong about its input. */
export interface Outcome<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

/** Warnings and remarks are none. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error')
}
