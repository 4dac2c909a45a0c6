/** What changed in a model record → changes to its class. */
import type { FieldId, ModelId } from '../../../document/ids.ts'
import { isExpr } from '../../../document/records.ts'
import type { Base, Field, Member, Model } from '../../../document/records.ts'
import type { FieldDraft } from '../../../importers/django/read-model.ts'
import { memberOf } from '../../../importers/django/members.ts'
import type { ClassDecl } from '../../../importers/django/modules.ts'
import { declOf } from '../../../importers/django/modules.ts'
import type { ModelDecl } from '../../../importers/django/project.ts'
import type { PyStatement } from '../../../python/ast.ts'
import { stringOf } from '../../../python/literal.ts'
import { indented } from '../../../python/reindent.ts'
import { isSame } from '../../../util/same.ts'
import { layOut } from '../black.ts'
import { asPython } from '../verbatim.ts'
import { fieldSource } from '../write-field.ts'
import { docstringText } from '../write-model.ts'
import type { Place, Writer } from '../writer.ts'
import { callEdits } from './field-edits.ts'
import { appended, metaChanges, metaEdits, newMeta } from './meta-edits.ts'
import { NOTHING, inheritedChanges } from './meta-bases.ts'
import { likeFile, rewrite } from './rewrite.ts'
import { bodyIndent } from './sources.ts'
import type { Sources } from './sources.ts'
import type { TextEdit } from './text-edits.ts'
import { beginsLine, endsLine, insertion, lineEnd, lineStart, removal } from './text-edits.ts'

export interface ModelSide {
  readonly writer: Writer
  readonly model: Model
}

export class ModelEdits {
  private readonly sources: Sources
  private readonly decl: ClassDecl
  private readonly text: string
  private readonly indent: string
  private readonly before: ModelSide
  private readonly after: ModelSide
  private readonly place: Omit<Place, 'model'>
  private readonly edits: TextEdit[] = []
  /** Statements that go, and lines for the end of the body: together they say whether a `pass` is needed. */
  private readonly removed = new Set<PyStatement>()
  private readonly ending: string[] = []
  private hasNewLines = false

  constructor(sources: Sources, { decl }: ModelDecl, before: ModelSide, after: ModelSide) {
    this.sources = sources
    this.decl = decl
    this.text = decl.module.text
    this.indent = bodyIndent(decl) ?? '    '
    this.before = before
    this.after = after
    this.place = placeOf(sources, decl, after.model)
  }

  write(): void {
    this.bases()
    this.docstring()
    this.fields()
    this.meta()
    this.members()
    this.finish()
    this.sources.add(this.decl.module, this.edits)
  }

  private bases(): void {
    const next = this.baseTexts(this.after)
    // Another name of the same base is the renaming's business.
    if (isSame(this.before.model.bases, this.after.model.bases)) return
    const { node } = this.decl
    const wanted = next.length === 0 ? ['models.Model'] : next
    const first = node.bases[0]
    if (first === undefined) {
      const close = /^\s*\(\s*\)/.exec(this.text.slice(node.nameSpan.to))?.[0].length ?? 0
      this.edits.push({ from: node.nameSpan.to, to: node.nameSpan.to + close, text: `(${wanted.join(', ')})` })
      return
    }
    const from = this.text.lastIndexOf('(', first.from)
    const to = this.text.indexOf(')', node.bases.at(-1)?.to ?? first.to) + 1
    const items = node.bases.map((base) => base.value)
    const isPlain = node.bases.every((base) => base.name === null)
    if (isPlain) this.edits.push(...rewrite(this.text, { type: 'List', items, from, to }, `[${wanted.join(', ')}]`))
    else this.edits.push({ from, to, text: `(${wanted.join(', ')})` })
  }

  private baseTexts({ writer, model }: ModelSide): readonly string[] {
    return model.bases.map((base: Base) =>
      isExpr(base) ? base.expr : (writer.model(base.model)?.name ?? 'models.Model'),
    )
  }

  private docstring(): void {
    const [old, next] = [this.before.model.docstring, this.after.model.docstring]
    if (old === next) return
    const [first] = this.decl.node.body
    const isThere = first?.type === 'Expr' && stringOf(first.value) !== null
    if (isThere && next === null) this.remove(first)
    else if (isThere && next !== null)
      this.edits.push({ from: first.value.from, to: first.value.to, text: docstringText(next) })
    else if (next !== null) this.insertFirst(`${this.indent}${docstringText(next)}`, true)
  }

  private fields(): void {
    const { model } = this.after
    const old = new Map(this.before.model.fields.map((field) => [field.id, field]))
    const kept = new Set(model.fields.map((field) => field.id))
    for (const field of this.before.model.fields) {
      const draft = this.sources.fields.get(field.id)
      if (!kept.has(field.id) && draft !== undefined) this.remove(draft.entry.statement)
    }
    const staying = stayingFields(this.before.model.fields, model.fields)
    let anchor: PyStatement | null = null
    const moved = new Map<PyStatement | null, string[]>()
    for (const field of model.fields) {
      const draft = this.sources.fields.get(field.id)
      const before = old.get(field.id)
      if (draft !== undefined && before !== undefined && staying.has(field.id)) {
        // One that was added after the class has no line in it.
        if (draft.nameSpan === undefined) anchor = draft.entry.statement
        this.changed(draft, before, field)
        continue
      }
      const line = draft === undefined || before === undefined ? this.line(field) : this.movedLine(draft, before, field)
      if (draft !== undefined && before !== undefined) this.remove(draft.entry.statement)
      moved.set(anchor, [...(moved.get(anchor) ?? []), line])
    }
    for (const [after, lines] of moved) this.insertFields(after, lines)
  }

  private changed(draft: FieldDraft, before: Field, field: Field): void {
    if (before.name !== field.name)
      this.edits.push({
        from: draft.nameSpan?.from ?? draft.entry.statement.from,
        to: draft.nameSpan?.to ?? draft.entry.statement.from + before.name.length,
        text: field.name,
      })
    this.edits.push(...this.callEdits(draft, before, field))
  }

  private callEdits(draft: FieldDraft, before: Field, field: Field): readonly TextEdit[] {
    const [old, next] = [this.before, this.after]
    return callEdits(
      this.text,
      draft,
      { writer: old.writer, field: before, place: { ...this.place, model: old.model } },
      { writer: next.writer, field, place: { ...this.place, model: next.model } },
    )
  }

  /** A field that moves takes its line with it, comment included; one that changes too is written anew. */
  private movedLine(draft: FieldDraft, before: Field, field: Field): string {
    const { from, to } = draft.entry.statement
    const isSame = before.name === field.name && this.callEdits(draft, before, field).length === 0
    if (draft.nameSpan !== undefined || !isSame || !beginsLine(this.text, from) || !endsLine(this.text, to))
      return this.line(field)
    return this.text.slice(lineStart(this.text, from), lineEnd(this.text, to))
  }

  private line(field: Field): string {
    const call = likeFile(this.text, fieldSource(this.after.writer, field, { ...this.place, model: this.after.model }))
    const lead = `${this.indent}${field.name} = `
    return lead + layOutLike(this.text, call, this.indent.length, lead.length)
  }

  private insertFields(after: PyStatement | null, lines: readonly string[]): void {
    this.hasNewLines = true
    const text = lines.join('\n')
    if (after !== null) {
      // `a = 1; b = 2`: between the two on their line.
      if (!endsLine(this.text, after.to))
        this.edits.push(insertion(after.to, lines.map((line) => `; ${line.trim()}`).join('')))
      else if (bodyIndent(this.decl) === null) this.ending.push(...lines)
      else this.edits.push(insertion(lineEnd(this.text, after.to), `\n${text}`))
      return
    }
    const first = this.before.model.fields
      .map((f) => this.sources.fields.get(f.id))
      .find((draft) => draft !== undefined && draft.nameSpan === undefined)
    const statement = first?.entry.statement
    if (statement !== undefined && beginsLine(this.text, statement.from)) {
      this.edits.push(insertion(lineStart(this.text, statement.from), `${text}\n`))
    } else this.insertFirst(text, false)
  }

  /** Lines at the start of the body: after the docstring, constants and choices classes that fields may use. */
  private insertFirst(text: string, isDocstring: boolean): void {
    this.hasNewLines = true
    const { body } = this.decl.node
    const only = body[0]
    if (bodyIndent(this.decl) === null || only === undefined || (only.type === 'Pass' && body.length === 1)) {
      this.ending.push(text)
      return
    }
    if (isDocstring) {
      this.edits.push(insertion(lineStart(this.text, only.from), `${text}\n\n`))
      return
    }
    const before = body.findLast((s, i) => isBeforeFields(s, i, this.sources))
    if (before === undefined)
      this.edits.push(insertion(lineStart(this.text, only.from), `${text}\n${only.type === 'Assign' ? '' : '\n'}`))
    else this.edits.push(insertion(lineEnd(this.text, before.to), `\n${before.type === 'Assign' ? '' : '\n'}${text}`))
  }

  private meta(): void {
    const binding = this.decl.scope.get('Meta')
    const own = metaChanges(this.before, this.after)
    const inherited =
      binding?.kind === 'class' ? inheritedChanges(this.sources, binding.decl, this.before, this.after, own) : NOTHING
    if (inherited.cut !== null) this.edits.push(inherited.cut)
    const changes = [...own, ...inherited.changes]
    if (changes.length === 0) return
    const meta =
      binding?.kind === 'class' && this.decl.node.body.some((s) => s === binding.decl.node) ? binding.decl : null
    if (meta !== null) {
      const edits = metaEdits(meta, changes)
      const [only] = edits
      if (
        edits.length === 1 &&
        only !== undefined &&
        only.text === '' &&
        only.from <= meta.node.from &&
        only.to >= meta.node.to
      )
        this.remove(meta.node)
      else this.edits.push(...edits)
      return
    }
    const added = changes.filter((change) => change.source !== null)
    if (added.length === 0) return
    const text = newMeta(this.indent, this.text, added)
    const last = this.decl.node.body.findLast((s) => s.type === 'Assign' || s.type === 'AnnAssign')
    this.hasNewLines = true
    if (last === undefined || bodyIndent(this.decl) === null || this.removed.has(last))
      this.ending.push((this.decl.node.body.length > 1 ? '\n' : '') + text)
    else this.edits.push(insertion(lineEnd(this.text, last.to), `\n\n${text}`))
  }

  private members(): void {
    const key = (m: Member): string => `${m.name}\n${m.source}`
    const old = new Set(this.before.model.members.map(key))
    const next = new Set(this.after.model.members.map(key))
    const gone = this.before.model.members.filter((m) => !next.has(key(m)))
    const added = this.after.model.members.filter(
      (m) => !old.has(key(m)) && m.name !== '@' && !/^Meta(?:$|[.(])/.test(m.name),
    )
    const statements = this.decl.entries.map(({ statement }) => ({ statement, member: memberOf(this.text, statement) }))
    for (const member of gone) {
      const found = statements.find((s) => key(s.member) === key(member))
      const replacement = found === undefined ? -1 : added.findIndex((m) => m.name === member.name)
      if (found === undefined) continue
      if (replacement === -1) this.remove(found.statement)
      else {
        const [by] = added.splice(replacement, 1)
        const source = indented(asPython(by?.source ?? ''), this.indent).trimStart()
        this.edits.push({ from: found.statement.from, to: found.statement.to, text: source })
      }
    }
    for (const member of added) {
      this.hasNewLines = true
      this.ending.push(`\n${indented(asPython(member.source), this.indent)}`)
    }
  }

  private remove(statement: PyStatement): void {
    if (this.removed.has(statement)) return
    this.removed.add(statement)
    const edit = removal(this.text, statement)
    // The blank lines around a removed block would add up to more than there were.
    const isBlock = statement.type === 'ClassDef' || statement.type === 'FunctionDef'
    this.edits.push(isBlock ? withBlankLinesBefore(this.text, edit) : edit)
  }

  private finish(): void {
    const { body } = this.decl.node
    const isEmptied = body.every((s) => this.removed.has(s) || s.type === 'Pass')
    if (isEmptied && !this.hasNewLines && this.removed.size > 0) this.ending.push(`${this.indent}pass`)
    if (this.ending.length === 0) return
    const last = body.at(-1)
    const onlyPass = body.length === 1 && last?.type === 'Pass'
    const lines = this.ending.map((line, i) => (i === 0 && (onlyPass || isEmptied) ? line.replace(/^\n/, '') : line))
    if (last !== undefined && this.removed.has(last) && bodyIndent(this.decl) !== null) {
      // At the start of what is removed, blank lines before it included: inside it the text would go too.
      const at = lineStart(this.text, last.from)
      const removed = this.edits.find((edit) => edit.text === '' && edit.from <= at && edit.to > at)
      this.edits.push(insertion(removed?.from ?? at, `${lines.join('\n')}\n`))
    } else this.edits.push(...appended(this.decl, bodyIndent(this.decl), lines))
  }
}

function withBlankLinesBefore(text: string, edit: TextEdit): TextEdit {
  const blank = /(?:(?<=\n)[ \t]*\r?\n)+$/.exec(text.slice(0, edit.from))
  return blank === null ? edit : { ...edit, from: edit.from - blank[0].length }
}

function isBeforeFields(statement: PyStatement, i: number, sources: Sources): boolean {
  if (i === 0 && statement.type === 'Expr') return true
  if (statement.type === 'ClassDef') return sources.project.enums.has(declOf(statement))
  return (
    statement.type === 'Assign' && statement.targets.every((t) => t.type === 'Name' && /^[A-Z][A-Z0-9_]*$/.test(t.id))
  )
}

/** Fields that keep their place: the longest run that stands in the same order before and after. */
function stayingFields(before: readonly Field[], after: readonly Field[]): ReadonlySet<FieldId> {
  const position = new Map(before.map((field, i) => [field.id, i]))
  const order = after.flatMap((field) => position.get(field.id) ?? [])
  const best: number[] = order.map(() => 1)
  const previous: number[] = order.map(() => -1)
  let end = -1
  for (const [i, at] of order.entries()) {
    for (let j = 0; j < i; j++) {
      if ((order[j] ?? 0) < at && (best[j] ?? 0) + 1 > (best[i] ?? 0)) {
        best[i] = (best[j] ?? 0) + 1
        previous[i] = j
      }
    }
    if (end === -1 || (best[i] ?? 0) > (best[end] ?? 0)) end = i
  }
  const staying = new Set<FieldId>()
  for (let i = end; i !== -1; i = previous[i] ?? -1) {
    const field = before[order[i] ?? -1]
    if (field !== undefined) staying.add(field.id)
  }
  return staying
}

/** Layout in the quotes that the source already has. */
function layOutLike(text: string, source: string, indent: number, before: number): string {
  const laid = layOut(source, indent, before)
  return laid.includes('\n') || laid === source || !source.includes("'") ? laid : likeFile(text, source)
}

/** What a class can name where it stands. */
export function placeOf(
  sources: Sources,
  decl: ClassDecl,
  model: Model,
): Omit<Place, 'model'> & { readonly defined: ReadonlySet<ModelId> } {
  const defined = new Set<ModelId>()
  for (const other of sources.project.models) {
    if (other.decl.module === decl.module && other.decl.node.from < decl.node.from) defined.add(other.id)
  }
  const hidden = new Set([...model.fields.map((f) => f.name), ...model.members.map((m) => m.name)])
  return { defined, hidden, canName: (name) => decl.module.scope.has(name) }
}
