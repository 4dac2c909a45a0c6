/** What changed in a field record → changes to the arguments of its call. */
import { isRelation } from '../../../document/records.ts'
import type { Field, RelationField, ScalarField } from '../../../document/records.ts'
import type { FieldDraft } from '../../../importers/django/read-model.ts'
import { positionalNames } from '../../../document/fields/field-positional.ts'
import type { PyExpr } from '../../../python/ast.ts'
import { customArguments, fieldArguments, fieldCall, fieldClass } from '../write-field.ts'
import type { Place, Writer } from '../writer.ts'
import { argumentEdits, likeFile, rewrite } from './rewrite.ts'
import type { TextEdit } from './text-edits.ts'

type Call = PyExpr & { readonly type: 'Call' }

/** One side of the comparison: a field, and what its references mean. */
export interface Side<F extends Field = Field> {
  readonly writer: Writer
  readonly field: F
  readonly place: Place
}

/** Edits of the right side of `name = models.X(…)`. The name is edited elsewhere. */
export function callEdits(text: string, draft: FieldDraft, before: Side, after: Side): readonly TextEdit[] {
  const { call } = draft
  if (isWhole(before.field) || isWhole(after.field) || before.field.kind !== after.field.kind) {
    const old = fieldCall(before.writer, before.field, before.place)
    const next = customCall(before.field, after) ?? fieldCall(after.writer, after.field, after.place)
    return old === next ? [] : rewrite(text, call, next)
  }
  const changed = changedArguments(
    before as Side<ScalarField | RelationField>,
    after as Side<ScalarField | RelationField>,
  )
  const edits: TextEdit[] = []
  const [oldClass, newClass] = [fieldClass(before.field), fieldClass(after.field)]
  if (oldClass !== newClass) edits.push({ from: call.func.from, to: call.func.to, text: newClass })
  const names = positionalNames(draft.type.base)
  const gone: number[] = []
  const added: string[] = []
  for (const [keyword, source] of changed) {
    const found = argumentAt(call, names, keyword)
    if (found === null) {
      if (source !== null) added.push(`${keyword}=${likeFile(text, source)}`)
    } else if (source !== null) edits.push(...rewrite(text, found.value, source))
    else if (found.isLastPositional) gone.push(found.index)
    // Arguments after it would move to the left: the call is written anew.
    else
      return [{ from: call.from, to: call.to, text: likeFile(text, fieldCall(after.writer, after.field, after.place)) }]
  }
  return [...edits, ...argumentEdits(text, call, gone, added)]
}

/** A custom field's call without the options that were taken away; null: the field is none. */
function customCall(before: Field, { field }: Side): string | null {
  if (field.kind !== 'custom') return null
  const gone = Object.keys(before.options).filter((keyword) => field.options[keyword] === undefined)
  return `${field.className}(${customArguments(field, before.kind === 'custom' ? gone : [])})`
}

/** Fields whose arguments are compared as one text. */
function isWhole(field: Field): boolean {
  return field.kind === 'custom' || (field.kind === 'scalar' && field.type === 'CompositePrimaryKey')
}

function argumentAt(call: Call, names: readonly string[], keyword: string) {
  const index = call.args.findIndex((arg, i) => (arg.name ?? names[i]) === keyword)
  const arg = call.args[index]
  if (arg === undefined) return null
  const isLastPositional = arg.name !== null || call.args.slice(index + 1).every((later) => later.name !== null)
  return { index, value: arg.value, isLastPositional }
}

/** Keyword → new source, or null where the argument is gone; only what differs. */
function changedArguments(
  before: Side<ScalarField | RelationField>,
  after: Side<ScalarField | RelationField>,
): ReadonlyMap<string, string | null> {
  const [old, next] = [byKeyword(before), byKeyword(after)]
  // The words for a target depend on where its class stands: only another target is a change.
  for (const keyword of ['to', 'through']) {
    const source = old.get(keyword)
    if (source !== undefined && isSameTarget(before.field, after.field, keyword)) next.set(keyword, source)
  }
  const changed = new Map<string, string | null>()
  for (const keyword of old.keys()) if (!next.has(keyword)) changed.set(keyword, null)
  for (const [keyword, source] of next) if (old.get(keyword) !== source) changed.set(keyword, source)
  return changed
}

function isSameTarget(before: Field, after: Field, keyword: string): boolean {
  if (!isRelation(before) || !isRelation(after)) return false
  if (keyword === 'through') return before.through !== null && before.through === after.through
  return before.to === after.to && before.toSource === after.toSource
}

function byKeyword({ writer, field, place }: Side<ScalarField | RelationField>): Map<string, string> {
  const first = field.kind === 'scalar' ? 'verbose_name' : 'to'
  return new Map(fieldArguments(writer, field, place).map(({ keyword, source }) => [keyword ?? first, source]))
}
