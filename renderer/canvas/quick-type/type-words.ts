/** Types that hold another: `Optional[str]`, `List[Tag]`, `Array<string>`, `int[]`, `string!`, and what is no type of a column. */
import { findModel } from './targets.ts'
import type { QuickNames } from './targets.ts'
import { partsOf, unquoted, wordsOf } from './tokens.ts'

type Wrapper = readonly [pattern: RegExp, words: (inside: string, names: QuickNames) => readonly string[]]

const WRAPPERS: readonly Wrapper[] = [
  [
    /^(?:typing\.)?(?:Optional|Nullable|Maybe)[[<](.+)[\]>]$/is,
    (inside, names) => [...insideWords(inside, names), '?'],
  ],
  [/^(?:Mapped|NonNullable|Required|Annotated)[[<](.+)[\]>]$/s, insideWords],
  [/^(?:typing\.)?Union\[(.+)\]$/s, unionWords],
  [/^(?:Literal|literal)\[(.+)\]$/s, (inside) => ['char', 'choices', inside]],
  [/^(?:typing\.)?(?:dict|record|map|mapping|jsonobject)[[<].*[\]>]$/is, () => ['json']],
  [/^(?:any|unknown)$/i, () => ['json']],
  [
    /^(?:typing\.)?(?:list|array|set|frozenset|sequence|collection|iterable|readonlyarray)[[<](.+)[\]>]$/is,
    (inside, names) => arrayWords(`${unquoted(inside)}[]`, names),
  ],
  [/^(\w[\w.]*(?:\(.*\))?(?:\[\d*\])+)$/s, (type, names) => arrayWords(type, names)],
  [/^([^!]+)!$/s, (inside, names) => [...insideWords(inside, names), 'required']],
]

/** null: it holds no other. */
export function typeWords(word: string, names: QuickNames): readonly string[] | null {
  for (const [pattern, words] of WRAPPERS) {
    const found = pattern.exec(word)
    if (found !== null) return words(found[1] ?? '', names)
  }
  return null
}

function insideWords(inside: string, names: QuickNames): readonly string[] {
  const [first = '', ...rest] = wordsOf(unquoted(inside))
  return [...(typeWords(first, names) ?? [first]), ...rest]
}

function unionWords(inside: string, names: QuickNames): readonly string[] {
  const isNone = (part: string): boolean => /^(?:none|null|undefined)$/i.test(part)
  const parts = partsOf(inside)
  const types = parts.filter((part) => !isNone(part))
  return [...insideWords(types.join(' | '), names), ...(types.length < parts.length ? ['?'] : [])]
}

/** Many of a model are a relation; many of a value PostgreSQL keeps in one column. */
export function arrayWords(type: string, names: QuickNames): readonly string[] {
  const element = type.replace(/(?:\[\d*\])+$/, '')
  return findModel(element, names) === null ? ['array', type] : ['m2m', element]
}
