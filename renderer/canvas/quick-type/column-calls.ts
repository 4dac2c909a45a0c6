/** SQLAlchemy's columns: `Column(String(50), nullable=False)`, `Mapped[int] = mapped_column(…)`, `relationship(…)`. */
import type { Rewritten } from './other-tools.ts'
import type { QuickNames } from './targets.ts'
import { insideOf, isQuoted, partsOf, unquoted, wordsOf } from './tokens.ts'

export function columnWords(words: readonly string[], _names: QuickNames): Rewritten | null {
  const [first = '', second = '', third = ''] = words
  const [, mapped] = /^Mapped\[(.+)\]$/s.exec(first) ?? []
  const call = mapped === undefined ? `${first}${second}` : second === '=' ? third : ''
  const [, name = '', args] = /^(?:\w+\.)*(Column|mapped_column|relationship)(\(.*\))$/s.exec(call) ?? []
  if (args === undefined) return null
  const rest = words.slice(mapped === undefined ? 2 : 3)
  const parts = partsOf(args)
  if (name === 'relationship') return { words: [...relationWords(mapped, parts), ...rest] }
  const said = argumentWords(parts)
  const type = said.type ?? (mapped === undefined ? [] : [mapped])
  // SQLAlchemy counts up in a key of whole numbers.
  const isCounted = said.flags.includes('pk') && /^(?:Integer|BigInteger|int)$/.test(type[0] ?? '')
  const counted =
    isCounted && !said.flags.includes('autoincrement') && !args.includes('autoincrement=') ? ['autoincrement'] : []
  // Of a Column it is the other way round than in Django.
  const isNullable = name === 'Column' && !said.flags.some((word) => /^(?:required|pk|\?)$/.test(word))
  const isOptional = mapped !== undefined && /^Optional\[|\|\s*None$/.test(mapped) && said.type !== null
  return { words: [...type, ...said.flags, ...counted, ...(isNullable || isOptional ? ['?'] : []), ...rest] }
}

function argumentWords(parts: readonly string[]): {
  readonly type: readonly string[] | null
  readonly flags: readonly string[]
} {
  let type: readonly string[] | null = null
  const flags: string[] = []
  for (const part of parts) {
    const [, keyword, value = ''] = /^(\w+)\s*=\s*(.+)$/s.exec(part) ?? []
    const key = /^(?:\w+\.)*ForeignKey(\(.*\))$/s.exec(part)?.[1]
    if (keyword !== undefined) flags.push(...keywordWords(keyword, value))
    else if (key !== undefined) {
      const [target = '', ...more] = partsOf(key)
      type = ['fk', unquoted(target)]
      for (const one of more) flags.push(...keywordWords(...(one.split(/\s*=\s*/) as [string, string])))
    } else if (isQuoted(part)) flags.push('column', part)
    else type ??= wordsOf(part.replace(/^(?:\w+\.)+/, ''))
  }
  return { type, flags }
}

function keywordWords(keyword: string, value: string): readonly string[] {
  const isTrue = value === 'True'
  switch (keyword) {
    case 'nullable':
      return [isTrue ? '?' : 'required']
    case 'primary_key':
      return isTrue ? ['pk'] : []
    case 'autoincrement':
      return isTrue ? ['autoincrement'] : []
    case 'name':
      return ['column', value]
    case 'ondelete':
      return [unquoted(value).toLowerCase().replaceAll(' ', '_')]
    case 'onupdate':
      return /now|current_timestamp/.test(value) ? ['updated'] : ['on', 'update', unquoted(value)]
    case 'default':
    case 'server_default':
    case 'insert_default':
      return [
        `default=${/^(?:\w+\.)*(?:func\.)?(?:now|current_timestamp|utcnow)(?:\(\))?$/.test(value) ? 'now' : value}`,
      ]
    default:
      return [`${keyword}=${value}`]
  }
}

/** A list is the way back of a key, unless a table stands between. */
function relationWords(mapped: string | undefined, parts: readonly string[]): readonly string[] {
  const [first = ''] = parts
  const said = (key: string): string | undefined =>
    unquoted(parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1) ?? '') || undefined
  const [, many, one] = /^(?:Optional\[)?(?:(?:[Ll]ist|[Ss]et)\[(.+?)\]|(.+?))\]?$/s.exec(mapped ?? '') ?? []
  const target = unquoted(many ?? one ?? (/=/.test(first) ? '' : first))
  const back = said('back_populates') ?? said('backref')
  const isMany = many !== undefined || mapped === undefined
  const relation = said('secondary') !== undefined ? 'm2m' : isMany ? '1:n' : 'fk'
  return [relation, target, ...(back === undefined ? [] : ['as', insideOf(back) ?? back])]
}
