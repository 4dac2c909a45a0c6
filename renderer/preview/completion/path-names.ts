/** Names that a path may consist of, by the method that takes it: no name that Django would refuse there. */
import type { ResolvedField, ResolvedModel, Resolution } from '../../../shared/relations/types.ts'
import type { Suggestion } from './complete-orm.ts'

/** What a method takes of all names. Absent: every one. */
type Takes = 'forward' | 'joined' | 'fetched' | 'dates' | 'moments'

const TAKES: Readonly<Record<string, Takes>> = {
  only: 'forward',
  defer: 'forward',
  select_related: 'joined',
  prefetch_related: 'fetched',
  Prefetch: 'fetched',
  dates: 'dates',
  datetimes: 'moments',
}

/** The names of a model that the method takes; `extra`: names that the query has itself. */
export function pathNames(
  model: ResolvedModel,
  resolution: Resolution,
  method = '',
  extra: readonly string[] = [],
): readonly Suggestion[] {
  const takes = TAKES[method]
  const forward = [...model.fields, ...model.manyToMany].filter((field) => isForward(field, takes)).map(asSuggestion)
  const back = (resolution.reverse.get(model.key) ?? []).flatMap(
    ({ throughRow, hidden, queryName, accessor, kind, model: from }): Suggestion[] => {
      if (throughRow || hidden || (takes !== undefined && takes !== 'joined' && takes !== 'fetched')) return []
      if (takes === 'joined' && kind !== 'one_to_one') return []
      // What is fetched is called as on the rows: `post_set`, not `post`.
      const label = takes === 'fetched' || takes === 'joined' ? accessor : queryName
      const detail = `← ${resolution.models.get(from)?.name ?? ''}`
      return label === null ? [] : [{ label, kind: 'accessor', detail }]
    },
  )
  const own = extra.map((label): Suggestion => ({ label, kind: 'field', detail: 'annotation' }))
  const key: Suggestion = { label: 'pk', kind: 'field', detail: 'primary key' }
  return [...own, ...forward, ...(takes === undefined || takes === 'forward' ? [key] : []), ...back]
}

function isForward(field: ResolvedField, takes: Takes | undefined): boolean {
  const isMany = field.kind === 'manyToMany'
  if (takes === undefined) return true
  if (takes === 'forward') return !isMany
  if (takes === 'joined') return field.relation !== null && !isMany
  if (takes === 'fetched') return field.relation !== null
  return takes === 'dates' ? /^Date(Time)?Field$/.test(field.className) : field.className === 'DateTimeField'
}

export function asSuggestion(field: ResolvedField): Suggestion {
  const { relation } = field
  if (relation === null) return { label: field.name, kind: 'field', detail: field.className }
  return { label: field.name, kind: 'relation', detail: `→ ${relation.toLabel.replace(/^.*\./, '')}` }
}

/** Names that `annotate()` and `alias()` of a chain give. */
export function annotationsOf(chain: string): readonly string[] {
  return [...chain.matchAll(/\.(?:annotate|alias)\(/g)].flatMap((found) =>
    keywordsFrom(chain, found.index + found[0].length),
  )
}

/** The keywords of a call's own brackets, from behind the opening one. */
function keywordsFrom(text: string, from: number): readonly string[] {
  const names: string[] = []
  let depth = 0
  for (let at = from; at < text.length && depth >= 0; at++) {
    const letter = text[at] ?? ''
    if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
    else if (depth === 0 && letter === '=' && text[at + 1] !== '=') {
      const name = /(\w+)\s*$/.exec(text.slice(from, at))?.[1]
      if (name !== undefined) names.push(name)
    }
  }
  return names
}
