/** What changed in a model's Meta, indexes and constraints → changes to its `class Meta`. */
import type { Model } from '../../../document/records.ts'
import { addedToList } from '../../../importers/django/meta.ts'
import { blocksOf } from '../../../importers/django/modules.ts'
import type { ClassDecl } from '../../../importers/django/modules.ts'
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { layOut } from '../black.ts'
import { metaAssignments } from '../write-meta.ts'
import type { Writer } from '../writer.ts'
import { likeFile, rewrite } from './rewrite.ts'
import { bodyIndent } from './sources.ts'
import type { TextEdit } from './text-edits.ts'
import { insertion, lineEnd, removal } from './text-edits.ts'

export interface MetaChange {
  readonly keyword: string
  /** null: the option is gone. */
  readonly source: string | null
}

export function metaChanges(
  before: { readonly writer: Writer; readonly model: Model },
  after: { readonly writer: Writer; readonly model: Model },
): readonly MetaChange[] {
  const old = new Map(metaAssignments(before.writer, before.model))
  const next = new Map(metaAssignments(after.writer, after.model))
  const gone = [...old.keys()].filter((keyword) => !next.has(keyword)).map((keyword) => ({ keyword, source: null }))
  const changed = [...next].filter(([keyword, source]) => old.get(keyword) !== source)
  return [...gone, ...changed.map(([keyword, source]) => ({ keyword, source }))]
}

/** Edits of a Meta class that is there. */
export function metaEdits(meta: ClassDecl, changes: readonly MetaChange[]): readonly TextEdit[] {
  const { text } = meta.module
  const indent = bodyIndent(meta)
  const statements = assignments(meta)
  const edits: TextEdit[] = []
  const added: MetaChange[] = []
  const removed: PyStatement[] = []
  for (const change of changes) {
    const found = statements.get(change.keyword)
    // What statements add to a list is part of the new one.
    if (found !== undefined) removed.push(...additions(meta.node.body, change.keyword))
    if (found === undefined) {
      // An option of the base's Meta cannot be taken away here, only hidden; there is nothing to remove.
      if (change.source !== null) added.push(change)
    } else if (change.source === null) removed.push(found.statement)
    else edits.push(...rewrite(text, found.value, change.source))
  }
  const body = meta.node.body
  const isEmptied = removed.length > 0 && removed.length === body.length && added.length === 0
  if (isEmptied && meta.node.bases.length === 0) return [removal(text, meta.node)]
  edits.push(...removed.map((statement) => removal(text, statement)))
  const lead = indent ?? ' '.repeat(8)
  const lines = added.map(({ keyword, source }) => assignment(lead, keyword, likeFile(text, source ?? '')))
  if (isEmptied) lines.push(`${lead}pass`)
  if (lines.length === 0) return edits
  return [...edits, ...appended(meta, indent, lines)]
}

/** Puts lines at the end of a class body; a lone `pass` gives way to them. */
export function appended(decl: ClassDecl, indent: string | null, lines: readonly string[]): readonly TextEdit[] {
  const { text } = decl.module
  const { node } = decl
  const [only] = node.body
  if (indent === null) {
    const inline = lines.map((line) => line.trim()).join('; ')
    if (only?.type === 'Pass' && node.body.length === 1 && lines.every((line) => !line.includes('\n')))
      return [{ from: only.from, to: only.to, text: inline }]
    const rest =
      only === undefined || only.type === 'Pass'
        ? ''
        : `${lines[0]?.match(/^\s*/)?.[0] ?? ''}${text.slice(only.from, node.to)}\n`
    return [{ from: node.headerTo, to: node.to, text: `\n${rest}${lines.join('\n')}` }]
  }
  if (only?.type === 'Pass' && node.body.length === 1)
    return [{ from: only.from - indent.length, to: only.to, text: lines.join('\n') }]
  const last = node.body.at(-1)
  const at = last === undefined ? node.to : lineEnd(text, last.to)
  return [insertion(at, lines.map((line) => `\n${line}`).join(''))]
}

function assignment(indent: string, keyword: string, source: string): string {
  const lead = `${indent}${keyword} = `
  return lead + layOut(source, indent.length, lead.length)
}

function assignments(
  meta: ClassDecl,
): ReadonlyMap<string, { readonly statement: PyStatement; readonly value: PyExpr }> {
  const found = new Map<string, { readonly statement: PyStatement; readonly value: PyExpr }>()
  for (const { statement } of meta.entries) {
    const target =
      statement.type === 'Assign' ? statement.targets[0] : statement.type === 'AnnAssign' ? statement.target : undefined
    const value = statement.type === 'Assign' || statement.type === 'AnnAssign' ? statement.value : null
    if (target?.type === 'Name' && value !== null) found.set(target.id, { statement, value })
  }
  return found
}

/** Statements that add to the list of an option, and blocks that do nothing else. */
function additions(body: readonly PyStatement[], keyword: string): readonly PyStatement[] {
  return body.flatMap((statement) => {
    if (addedToList(statement)?.name === keyword) return [statement]
    const inner = blocksOf(statement)?.flat() ?? []
    const found = additions(inner, keyword)
    return found.length > 0 && found.length === inner.length ? [statement] : found
  })
}

/** A whole new Meta, indented for a class body. */
export function newMeta(indent: string, text: string, changes: readonly MetaChange[]): string {
  const inner = indent + (indent === '' ? '    ' : indent)
  const lines = changes.flatMap(({ keyword, source }) =>
    source === null ? [] : [assignment(inner, keyword, likeFile(text, source))],
  )
  return `${indent}class Meta:\n${lines.join('\n')}`
}
