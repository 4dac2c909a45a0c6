/** What a check may look at, and how it says what it found. */
import type { ModelId } from '../../document/ids.ts'
import type { Diagnostic, Fix, Severity, Subject } from '../../diagnostics/diagnostic.ts'
import type { Value } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import type { ModelKey, ResolvedField, ResolvedModel, ReverseRelation } from '../types.ts'

/** Input cells of the checks. */
export const MODEL_INPUT = 'model'
export const REVERSE_INPUT = 'reverse'
export const DECLARING_INPUT = 'declaring'
export const SETTING_INPUT = 'setting'
export const LABEL_INPUT = 'label'
/** One cell, key '': all model keys in registry order. */
export const ORDER_INPUT = 'order'

/** One model's look at the others; what it reads is what an edit must touch for it to be checked again. */
export class CheckContext {
  readonly model: ResolvedModel
  readonly cells: Cells

  constructor(cells: Cells, model: ResolvedModel) {
    this.cells = cells
    this.model = model
  }

  other(key: ModelKey | null): ResolvedModel | undefined {
    return key === null ? undefined : this.cells.input<ResolvedModel>(MODEL_INPUT, key)
  }

  reverse(key: ModelKey): readonly ReverseRelation[] {
    return this.cells.input<readonly ReverseRelation[]>(REVERSE_INPUT, key) ?? []
  }

  setting(name: string): string | undefined {
    return this.cells.input<string>(SETTING_INPUT, name)
  }

  /** The key of `app.Model`. */
  labelled(label: string): ModelKey | undefined {
    return this.cells.input<ModelKey>(LABEL_INPUT, label.toLowerCase())
  }

  field(field: ResolvedField, finding: Finding): Diagnostic {
    const fixes = (finding.fixes ?? []).flatMap((fix) => this.#fieldFix(field, fix) ?? [])
    return diagnostic(finding, this.fieldSubject(field), fixes)
  }

  on(model: ResolvedModel, finding: Finding): Diagnostic {
    return diagnostic(finding, modelSubject(model), finding.modelFixes ?? [])
  }

  self(finding: Finding): Diagnostic {
    return this.on(this.model, finding)
  }

  fieldSubject(field: ResolvedField): Subject {
    const declaring = this.declaring(field) ?? this.model.id
    return {
      kind: 'field',
      ...(declaring === null ? {} : { model: declaring }),
      ...(field.id === null ? {} : { field: field.id }),
      label: `${this.model.label}.${field.name}`,
    }
  }

  /** The document's model whose record has the field: an abstract base, maybe. null: made by Django. */
  declaring(field: ResolvedField): ModelId | null {
    return field.id === null ? null : (this.cells.input<ModelId>(DECLARING_INPUT, field.id) ?? null)
  }

  #fieldFix(field: ResolvedField, fix: FieldFix): Fix | null {
    const model = this.declaring(field)
    if (model === null || field.id === null || this.model.external) return null
    return { label: fix.label, command: { type: fix.type, params: { model, id: field.id, ...fix.params } } }
  }
}

export interface Finding {
  readonly code: string
  readonly message: string
  readonly hint?: string | null
  readonly severity?: Severity
  /** Commands on the field that the finding is about. */
  readonly fixes?: readonly FieldFix[]
  readonly modelFixes?: readonly Fix[]
}

/** A command that takes `{model, id}` of a field and something more. */
export interface FieldFix {
  readonly label: string
  readonly type: 'field.setOption' | 'field.rename' | 'relation.set' | 'field.delete' | 'field.setType'
  readonly params: { readonly [name: string]: unknown }
}

export type Check = (context: CheckContext) => readonly Diagnostic[]

/** Sets one keyword, or takes it away. */
export function optionFix(label: string, keyword: string, value: Value | undefined): FieldFix {
  return { label, type: 'field.setOption', params: value === undefined ? { keyword } : { keyword, value } }
}

export function relatedNameFix(label: string, relatedName: string): FieldFix {
  return { label, type: 'relation.set', params: { relatedName } }
}

/** Django's letter: E and C are errors, W warnings. */
function severityOf(code: string): Severity {
  const letter = /\.([A-Z])\d+$/.exec(code)?.[1]
  return letter === 'W' ? 'warning' : letter === 'I' ? 'info' : 'error'
}

export function diagnostic(finding: Finding, subject: Subject, fixes: readonly Fix[] = []): Diagnostic {
  const { code, message, hint, severity } = finding
  return { code, severity: severity ?? severityOf(code), message, hint: hint ?? null, subject, fixes }
}

export function modelSubject(model: ResolvedModel): Subject {
  return { kind: 'model', ...(model.id === null ? {} : { model: model.id }), label: model.label }
}

/** Python's `repr` of a text. */
export function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`)
  return `${quote}${escaped}${quote}`
}

export function allFields(model: ResolvedModel): readonly ResolvedField[] {
  return [...model.fields, ...model.manyToMany, ...model.privateFields]
}

export function localRelations(model: ResolvedModel): readonly ResolvedField[] {
  return [...model.localFields, ...model.localManyToMany].filter((field) => field.relation !== null)
}
