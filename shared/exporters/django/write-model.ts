/** A model record → its class. */
import type { ChoicesClass, EnumMember, Member, Model } from '../../document/records.ts'
import { parseExpression } from '../../python/parse.ts'
import { printString } from '../../python/print.ts'
import { printValue } from '../../python/literal.ts'
import { layOut, normalised } from './black.ts'
import { boundNames, namesAtOnce, namesIn } from './names.ts'
import { indented } from '../../python/reindent.ts'
import { fieldSource } from './write-field.ts'
import { writeMeta } from './write-meta.ts'
import { asPython, withStatement } from './verbatim.ts'
import type { Place, Writer } from './writer.ts'

const INDENT = '    '

/** The class, without blank lines around it. */
export function writeModel(w: Writer, model: Model, place: Omit<Place, 'model' | 'hidden'>): string {
  const nested = w.look('nested', model.id)
  const hidden = new Set([
    ...nested.map((one) => one.name),
    ...model.fields.map((f) => f.name),
    ...model.members.map((m) => m.name),
  ])
  const here: Place = { ...place, model, hidden }
  const fields = model.fields.map((field) => ({ field, line: fieldLine(field.name, fieldSource(w, field, here)) }))
  const { leading, middle, trailing } = membersOf(model, fields.map((f) => f.line).join('\n'))
  const managers = withNeeded(middle, isManager)
  const decorators = model.members.filter((m) => m.name === '@').map((m) => `${m.source}\n`)
  const blocks = [
    model.docstring === null ? [] : [INDENT + docstringText(model.docstring)],
    leading.filter((m) => !isBlock(m)).map(memberText),
    ...leading.filter(isBlock).map((m) => [memberText(m)]),
    ...nested.map((one) => [indented(writeChoicesClass(one), INDENT)]),
    [...fields.map((f) => f.line), ...middle.filter((m) => !managers.has(m)).map(memberText)],
    middle.filter((m) => managers.has(m)).map(memberText),
    [writeMeta(w, model)].filter((text) => text !== null),
    ...trailing.map((m) => [memberText(m)]),
  ].filter((block) => block.length > 0)
  const body = withStatement(blocks.map((block) => block.join('\n')).join('\n\n'), INDENT)
  const bases = basesText(w, model)
  const header = `class ${model.name}(${bases.join(', ')}):`
  const head =
    header.length <= 88 ? header : `class ${model.name}(\n${bases.map((base) => `${INDENT}${base},\n`).join('')}):`
  return `${decorators.join('')}${head}\n${body}\n`
}

function basesText(w: Writer, model: Model): readonly string[] {
  if (model.bases.length === 0) return ['models.Model']
  const texts = model.bases.map((base) =>
    'model' in base ? (w.look('name', base.model) ?? 'models.Model') : base.expr,
  )
  // Only a keyword such as metaclass=…: the base itself was models.Model.
  return texts.every((text) => /^\w+=/.test(text)) ? ['models.Model', ...texts] : texts
}

function fieldLine(name: string, call: string): string {
  const lead = `${INDENT}${name} = `
  return lead + layOut(call, INDENT.length, lead.length)
}

/** The literal of a docstring. */
export function docstringText(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')
  const safe = escaped.endsWith('"') ? `${escaped.slice(0, -1)}\\"` : escaped
  return `"""${safe}"""`
}

/** Members that fields use come before them, assignments after them, methods and classes last. */
function membersOf(model: Model, fieldText: string): { leading: Member[]; middle: Member[]; trailing: Member[] } {
  const members = model.members.filter((m) => m.name !== '@' && !/^Meta(?:$|[.(])/.test(m.name))
  const used = new Set(namesIn(fieldText))
  const leading = new Set<Member>()
  for (const member of members.toReversed()) {
    if (!boundNames(member.source).some((name) => used.has(name))) continue
    leading.add(member)
    for (const name of namesIn(member.source)) used.add(name)
  }
  const rest = members.filter((m) => !leading.has(m))
  const late = withNeeded(rest, isBlock)
  return {
    leading: members.filter((m) => leading.has(m)),
    middle: rest.filter((m) => !late.has(m)),
    trailing: rest.filter((m) => late.has(m)),
  }
}

/** Members of a kind, and those that use their names as they are run: `rate.short_description = "Rate"`. */
function withNeeded(members: readonly Member[], isKind: (member: Member) => boolean): ReadonlySet<Member> {
  const found = new Set<Member>()
  const names = new Set<string>()
  for (const member of members) {
    if (!isKind(member) && ![...namesAtOnce(member.source)].some((name) => names.has(name))) continue
    found.add(member)
    for (const name of boundNames(member.source)) names.add(name)
  }
  return found
}

function isBlock({ source }: Member): boolean {
  return /^\s*(?:@|(?:async\s+)?def\b|class\b|if\b|for\b|try\b|with\b|while\b)/.test(source)
}

function isManager({ source }: Member): boolean {
  return /=\s*[\w.]*Manager\(|\.as_manager\(|\.from_queryset\(/.test(source)
}

/** Verbatim; what is no Python (it came from a line with a mistake) as a comment. */
export function memberText({ source }: Member): string {
  return indented(asPython(source), INDENT)
}

/** A choices class, not indented. */
export function writeChoicesClass(one: ChoicesClass): string {
  const bases = one.base.split(',').map((base) => {
    const name = base.trim()
    return /^(?:Text|Integer)?Choices$/.test(name) ? `models.${name}` : name
  })
  const lines = one.members.map((member) => {
    const lead = `${INDENT}${member.name} = `
    return lead + memberValue(member)
  })
  const extra = (one.extra ?? []).map((m) => memberText(m))
  const blocks = [lines.join('\n'), ...extra].filter((block) => block !== '')
  return `class ${one.name}(${bases.join(', ')}):\n${withStatement(blocks.join('\n\n'), INDENT)}`
}

/** As it was written as long as that says the same label. */
function memberValue({ value, label, source }: EnumMember): string {
  if (source !== undefined) {
    const { errors } = parseExpression(source)
    const isCurrent = label === null || source.includes(label) || normalised(source).includes(printString(label))
    if (errors.length === 0 && isCurrent) return unwrapped(normalised(source))
  }
  return label === null ? printValue(value) : `${printValue(value)}, ${printString(label)}`
}

/** `"DR", _("Draft")` needs no parentheses at the right of an assignment. */
function unwrapped(source: string): string {
  const { expr } = parseExpression(source)
  return expr.type === 'Tuple' && expr.items.length > 1 && source.startsWith('(') ? source.slice(1, -1) : source
}
