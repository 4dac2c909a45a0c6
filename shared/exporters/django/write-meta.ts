/** Meta options, indexes and constraints → `class Meta`. */
import type { Constraint, FieldRef, Index, Model, Ordering, Value } from '../../document/records.ts'
import { isExpr } from '../../document/records.ts'
import { KEYLESS } from '../../document/keyless.ts'
import { printString } from '../../python/print.ts'
import { layOut } from './black.ts'
import { indented } from '../../python/reindent.ts'
import { asPython, withStatement } from './verbatim.ts'
import type { Writer } from './writer.ts'

const INDENT = '        '

/** Lines of `class Meta` in a class body, indented; null: the model needs none. */
export function writeMeta(w: Writer, model: Model): string | null {
  const lines = metaAssignments(w, model).map(([keyword, source]) => assignment(keyword, source))
  const members = model.members.filter((m) => m.name.startsWith('Meta.'))
  for (const { source } of members) lines.push(indented(asPython(source), INDENT))
  const bases = model.members.find((m) => m.name === 'Meta(bases)')?.source
  const isForced = model.members.some((m) => m.name === 'Meta')
  if (lines.length === 0 && bases === undefined && !isForced) return null
  return `    class Meta${bases === undefined ? '' : `(${bases})`}:\n${withStatement(lines.join('\n'), INDENT)}`
}

function assignment(keyword: string, source: string): string {
  const lead = `${INDENT}${keyword} = `
  return lead + layOut(source, INDENT.length, lead.length)
}

/** Meta's assignments in order, values on one line. */
export function metaAssignments(w: Writer, model: Model): readonly (readonly [string, string])[] {
  const { kind, indexes, constraints } = model
  const result: (readonly [string, string])[] = []
  if (kind !== 'concrete') result.push([kind, 'True'])
  for (const [keyword, value] of Object.entries(model.meta)) {
    if (keyword === 'other' || value === undefined) continue
    result.push([keyword, metaValue(w, keyword, value)])
  }
  for (const [keyword, value] of Object.entries(model.meta.other ?? {})) {
    // Django would refuse it.
    if (keyword !== KEYLESS) result.push([keyword, w.value(value)])
  }
  if (indexes.length > 0) result.push(['indexes', list(indexes.map((index) => indexText(w, index)))])
  if (constraints.length > 0) result.push(['constraints', list(constraints.map((c) => constraintText(w, c)))])
  return result
}

export function metaValue(w: Writer, keyword: string, value: unknown): string {
  switch (keyword) {
    case 'ordering':
      return list((value as readonly Ordering[]).map((o) => orderingText(w, o)))
    case 'get_latest_by': {
      const items = (value as readonly Ordering[]).map((o) => orderingText(w, o))
      return items.length === 1 ? (items[0] ?? '') : list(items)
    }
    case 'unique_together':
    case 'index_together':
      return list((value as readonly (readonly FieldRef[])[]).map((set) => tuple(set.map((ref) => refText(w, ref)))))
    case 'order_with_respect_to':
      return refText(w, value as FieldRef)
    default:
      return w.value(value as Value)
  }
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

function tuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
}

function refText(w: Writer, ref: FieldRef): string {
  return printString(w.look('fieldName', ref))
}

function orderingText(w: Writer, { by, descending }: Ordering): string {
  if (isExpr(by)) return w.value(by)
  return printString((descending ? '-' : '') + w.look('fieldName', by))
}

export function indexText(w: Writer, index: Index): string {
  const args = index.expressions.map((e) => w.value(e))
  if (index.fields.length > 0) args.push(`fields=${list(index.fields.map((o) => orderingText(w, o)))}`)
  if (index.name !== null) args.push(`name=${printString(index.name)}`)
  if (index.condition !== null) args.push(`condition=${w.value(index.condition)}`)
  if (index.include.length > 0) args.push(`include=${list(index.include.map((ref) => refText(w, ref)))}`)
  args.push(...optionTexts(w, index.options))
  return `${index.type === 'Index' ? 'models.Index' : index.type}(${args.join(', ')})`
}

export function constraintText(w: Writer, constraint: Constraint): string {
  if (constraint.kind === 'custom') return w.value({ expr: constraint.source })
  const args: string[] = []
  if (constraint.kind === 'unique') {
    args.push(...constraint.expressions.map((e) => w.value(e)))
    if (constraint.fields.length > 0) args.push(`fields=${list(constraint.fields.map((ref) => refText(w, ref)))}`)
    if (constraint.condition !== null) args.push(`condition=${w.value(constraint.condition)}`)
    if (constraint.include.length > 0) args.push(`include=${list(constraint.include.map((ref) => refText(w, ref)))}`)
    if (constraint.deferrable !== null) args.push(`deferrable=models.Deferrable.${constraint.deferrable}`)
  } else args.push(`condition=${w.value(constraint.condition)}`)
  if (constraint.options['name'] === undefined) args.push(`name=${printString(constraint.name)}`)
  args.push(...optionTexts(w, constraint.options))
  return `models.${constraint.kind === 'unique' ? 'UniqueConstraint' : 'CheckConstraint'}(${args.join(', ')})`
}

function optionTexts(w: Writer, options: Index['options']): readonly string[] {
  return Object.entries(options).flatMap(([keyword, value]) =>
    value === undefined ? [] : [`${keyword}=${w.value(value)}`],
  )
}
