/** What changed in a choices class → changes to its statement. */
import type { ChoicesClass, EnumMember } from '../../../document/records.ts'
import type { ClassDecl } from '../../../importers/django/modules.ts'
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { isSame } from '../../../util/same.ts'
import { writeChoicesClass } from '../write-model.ts'
import { appended } from './meta-edits.ts'
import { likeFile, rewrite } from './rewrite.ts'
import { bodyIndent } from './sources.ts'
import type { TextEdit } from './text-edits.ts'
import { insertion, lineEnd, removal } from './text-edits.ts'

export function enumEdits(decl: ClassDecl, before: ChoicesClass, after: ChoicesClass): readonly TextEdit[] {
  const { text } = decl.module
  const indent = bodyIndent(decl) ?? '    '
  const statements = memberStatements(decl)
  const edits: TextEdit[] = []
  const pairs = pairedMembers(before.members, after.members)
  let last: PyStatement | null = null
  const atEnd: string[] = []
  for (const [old, next] of pairs) {
    const found = old === null ? undefined : statements.get(old.name)
    if (old === null && next !== null) {
      const line = indent + likeFile(text, memberLine(after, next)).trimEnd()
      if (last === null) atEnd.push(line)
      else edits.push(insertion(lineEnd(text, last.to), `\n${line}`))
    } else if (found !== undefined && next === null) edits.push(removal(text, found.statement))
    else if (found !== undefined && next !== null && old !== null) {
      last = found.statement
      if (isSame(old, next)) continue
      if (old.name !== next.name) edits.push({ from: found.target.from, to: found.target.to, text: next.name })
      if (old.value !== next.value || old.label !== next.label || old.source !== next.source)
        edits.push(...rewriteValue(text, found.value, memberValue(after, next)))
    }
  }
  if (after.members.length === 0 && before.members.length > 0 && (after.extra ?? []).length === 0)
    atEnd.push(`${indent}pass`)
  return atEnd.length === 0 ? edits : [...edits, ...appended(decl, bodyIndent(decl), atEnd)]
}

function rewriteValue(text: string, old: PyExpr, source: string): readonly TextEdit[] {
  const isTuple = old.type === 'Tuple' && text[old.from] !== '('
  // Without brackets there is no list to change item by item.
  return isTuple
    ? [{ from: old.from, to: old.to, text: likeFile(text, source).replace(/^\((.*)\)$/s, '$1') }]
    : rewrite(text, old, source)
}

/** By name, then what is left in order: a renamed member keeps its place. */
function pairedMembers(
  before: readonly EnumMember[],
  after: readonly EnumMember[],
): readonly (readonly [EnumMember | null, EnumMember | null])[] {
  const oldByName = new Map(before.map((m) => [m.name, m]))
  const newNames = new Set(after.map((m) => m.name))
  const freed = before.filter((m) => !newNames.has(m.name))
  const pairs: (readonly [EnumMember | null, EnumMember | null])[] = []
  for (const next of after) {
    const same = oldByName.get(next.name)
    // A renamed member keeps its value.
    const renamed = same === undefined ? freed.findIndex((m) => isSame(m.value, next.value)) : -1
    pairs.push([same ?? (renamed === -1 ? null : (freed.splice(renamed, 1)[0] ?? null)), next])
  }
  return [...pairs, ...freed.map((old) => [old, null] as const)]
}

/** The member's line as the exporter writes it, without indentation. */
function memberLine(one: ChoicesClass, member: EnumMember): string {
  const { extra: _, ...plain } = one
  const written = writeChoicesClass({ ...plain, members: [member] })
  return written.slice(written.indexOf('\n') + 1).trimStart()
}

function memberValue(one: ChoicesClass, member: EnumMember): string {
  const line = memberLine(one, member)
  return line.slice(line.indexOf('=') + 1).trim()
}

function memberStatements(decl: ClassDecl) {
  const found = new Map<string, { readonly statement: PyStatement; readonly target: PyExpr; readonly value: PyExpr }>()
  for (const { statement } of decl.entries) {
    const target = statement.type === 'Assign' ? statement.targets[0] : undefined
    if (statement.type === 'Assign' && target?.type === 'Name')
      found.set(target.id, { statement, target, value: statement.value })
  }
  return found
}
