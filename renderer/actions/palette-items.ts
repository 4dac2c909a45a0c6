/** What the palette finds: commands, models, fields and reverse accessors, best match first. */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Resolution } from '../../shared/relations/types.ts'
import { t } from '../texts/texts.ts'

export type PaletteTarget =
  | { readonly kind: 'command'; readonly action: string }
  | { readonly kind: 'model'; readonly model: ModelId }
  | { readonly kind: 'field'; readonly model: ModelId; readonly field: FieldId }

export interface PaletteItem {
  readonly key: string
  readonly label: string
  /** Quieter, after the label: what it is, where it leads. */
  readonly text: string
  readonly keys: string | null
  readonly group: PaletteGroupName
  readonly target: PaletteTarget
  /** Lower case, what is searched. */
  readonly haystack: string
  /** Lower case, other words for it. */
  readonly also?: readonly string[]
}

type PaletteGroupName = 'recent' | 'commands' | 'models' | 'fields' | 'accessors' | 'notNow'
const PALETTE_GROUPS: readonly PaletteGroupName[] = ['recent', 'commands', 'models', 'fields', 'accessors', 'notNow']

/** Of no use from here: itself, and what needs the place of a click. */
const HIDDEN: ReadonlySet<string> = new Set(['view.palette', 'canvas.addHere'])

interface Listed {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly group: string
  readonly keys: readonly string[]
}

/** @param obstacle why an action is not possible now, in words; null: it is */
export function commandItems(
  actions: readonly Listed[],
  obstacle: (action: Listed) => string | null = () => null,
): readonly PaletteItem[] {
  return actions
    .filter(({ id }) => !HIDDEN.has(id))
    .map((action) => {
      const { id, label, description, group, keys } = action
      const why = obstacle(action)
      return {
        key: id,
        label,
        text: why ?? description,
        keys: keys[0] ?? null,
        group: why === null ? 'commands' : 'notNow',
        target: { kind: 'command', action: id },
        haystack: `${label} ${group}`.toLowerCase(),
        also: (t.alsoCalled[id] ?? '')
          .toLowerCase()
          .split(/,\s*/)
          .filter((word) => word !== ''),
      }
    })
}

/** Results of one group; more of them is a list nobody reads. */
const GROUP_LIMIT = 12

export function designItems(doc: ErDocument, resolution: Resolution): readonly PaletteItem[] {
  const items: PaletteItem[] = []
  const add = (item: Omit<PaletteItem, 'haystack' | 'keys'>): void => {
    items.push({ ...item, keys: null, haystack: item.label.toLowerCase() })
  }
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    if (model === undefined) continue
    const app = doc.apps[model.app]?.label ?? ''
    add({ key: id, label: model.name, text: app, group: 'models', target: { kind: 'model', model: id } })
    for (const field of model.fields) {
      const target = { kind: 'field', model: id, field: field.id } as const
      add({ key: field.id, label: `${model.name}.${field.name}`, text: typeName(doc, field), group: 'fields', target })
      if (!isRelation(field) || field.to === null) continue
      const relation = resolution.models.get(id)
      const resolved = [...(relation?.localFields ?? []), ...(relation?.localManyToMany ?? [])].find(
        (f) => f.id === field.id,
      )
      const accessor = resolved?.relation?.accessor ?? null
      const owner = doc.models[field.to]
      if (accessor === null || owner === undefined) continue
      add({
        key: `${field.id} reverse`,
        label: `${owner.name}.${accessor}`,
        text: `← ${model.name}.${field.name}`,
        group: 'accessors',
        target,
      })
    }
  }
  return items
}

function typeName(doc: ErDocument, field: ErDocument['models'][string]['fields'][number]): string {
  if (field.kind === 'scalar') return field.type
  if (field.kind === 'custom') return field.className
  const to = field.to === null ? (field.toSource ?? '?') : (doc.models[field.to]?.name ?? '?')
  return `→ ${to}`
}

/** Characters of a label that a line has room for. */
const LONGEST_LABEL = 64

/** The label as it fits a line: of `Model.field` both are cut where they are long, so that the field is seen. */
export function shownLabel(label: string): string {
  if (label.length <= LONGEST_LABEL) return label
  const dot = label.indexOf('.')
  if (dot < 0) return cut(label, LONGEST_LABEL)
  const tail = cut(label.slice(dot + 1), LONGEST_LABEL / 2)
  return `${cut(label.slice(0, dot), LONGEST_LABEL - 1 - tail.length)}.${tail}`
}

function cut(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}

/** What was used last comes first among what fits about as well. */
const RECENT_BONUS = 0.6
/** Before a query: commands only, as editors of code have it. */
const COMMANDS_ONLY = '>'
/** Of a command whose description alone has all that was typed: behind whatever is called so. */
const IN_DESCRIPTION = 0.5

/**
 * The items that match, per group, best first. An empty query gives what was used last, commands and models.
 *
 * @param recent keys of items, the last used first
 */
export function searchItems(
  items: readonly PaletteItem[],
  query: string,
  recent: readonly string[] = [],
): readonly { readonly group: PaletteGroupName; readonly items: readonly PaletteItem[] }[] {
  const typed = query.trim().toLowerCase()
  const isNarrow = typed.startsWith(COMMANDS_ONLY)
  const wanted = isNarrow ? typed.slice(COMMANDS_ONLY.length).trim() : typed
  const rank = new Map(recent.map((key, index) => [key, RECENT_BONUS * (1 - index / recent.length)]))
  const scored = items
    .filter(({ group }) => (isNarrow ? group === 'commands' || group === 'notNow' : true))
    .map((item) => ({ item, score: wanted === '' ? 1 : scoreOf(item, wanted) }))
    .filter(({ score }) => score > 0)
    .map(({ item, score }) => ({ item, score: score + (rank.get(item.key) ?? 0) }))
  const used = wanted === '' ? scored.filter(({ item }) => rank.has(item.key)) : []
  const usedKeys = new Set(used.map(({ item }) => item.key))
  const groupOf = ({ item }: (typeof scored)[number]): PaletteGroupName =>
    usedKeys.has(item.key) ? 'recent' : item.group
  return PALETTE_GROUPS.map((group) => {
    const own = scored.filter((one) => groupOf(one) === group)
    const shown = wanted !== '' || group === 'recent' || group === 'commands' || group === 'models' ? own : []
    return {
      group,
      best: Math.max(0, ...shown.map(({ score }) => score)),
      items: shown
        .toSorted((a, b) => b.score - a.score)
        .slice(0, GROUP_LIMIT)
        .map(({ item }) => item),
    }
  })
    .filter((found) => found.items.length > 0)
    .toSorted((a, b) =>
      wanted === '' ? 0 : Number(a.group === 'notNow') - Number(b.group === 'notNow') || b.best - a.best,
    )
}

function scoreOf({ haystack, group, text, also = [] }: PaletteItem, wanted: string): number {
  const score = Math.max(matchScore(haystack, wanted), alsoScore(haystack, also, wanted))
  if (score > 0 || (group !== 'commands' && group !== 'notNow')) return score
  const description = text.toLowerCase()
  return wordsOf(wanted).every((word) => description.includes(word)) ? IN_DESCRIPTION : 0
}

/** Words that say nothing of what is looked for, in the languages of the page. */
const FILLERS: ReadonlySet<string> = new Set(
  'a an the of to for my all in on le la les un une des de du au aux mon mes tous toutes'.split(' '),
)

/** What is typed as a sentence, without its little words; all of them where there are no others. */
function wordsOf(wanted: string): readonly string[] {
  const words = wanted.split(/\s+/)
  const telling = words.filter((word) => !FILLERS.has(word))
  return telling.length === 0 ? words : telling
}

/** Behind what is called so: another word for it as a whole, its start, one of its words; or all words among all of them. */
function alsoScore(haystack: string, also: readonly string[], wanted: string): number {
  const best = Math.max(
    0,
    ...also.map((other) => {
      if (other === wanted) return 5.2
      if (other.startsWith(wanted)) return 3.5
      return other.includes(` ${wanted}`) ? 2.5 : 0
    }),
  )
  if (best > 0 || also.length === 0) return best
  const words = wordsOf(wanted)
  const all = [haystack, ...also].join(' ').split(/[\s,:…]+/)
  return wanted.includes(' ') && words.every((word) => all.some((other) => other.startsWith(word))) ? 1.5 : 0
}

/**
 * How well a text fits what was typed: whole, at its start, at the start of a word, as the first letters of
 * words (`pt` for `Post.title`), inside, all words somewhere, or the letters in order with gaps; 0 when not at
 * all. Shorter texts win among equals.
 */
export function matchScore(text: string, wanted: string): number {
  const short = 1 / (1 + text.length)
  if (text === wanted) return 7
  if (text.startsWith(wanted)) return 6 + short
  const at = text.indexOf(wanted)
  if (at > 0 && /[\s._]/.test(text[at - 1] ?? '')) return 5 + short
  if (wanted.length > 1 && initials(text).startsWith(wanted)) return 4 + short
  if (at > 0) return 3 + short
  const words = wanted.split(/\s+/)
  if (words.length > 1 && words.every((word) => text.includes(word))) return 2 + short
  return isSubsequence(text, wanted) ? 1 + short : 0
}

function initials(text: string): string {
  return text
    .split(/[\s._]+/)
    .map((word) => word.charAt(0))
    .join('')
}

/** From the start of a word, with gaps that are not longer than what was typed: farther apart it is chance. */
function isSubsequence(text: string, wanted: string): boolean {
  const letters = wanted.replaceAll(' ', '')
  for (let start = 0; start < text.length; start++) {
    if (start > 0 && !/[\s._]/.test(text[start - 1] ?? '')) continue
    if (spanFrom(text, letters, start) <= 2 * letters.length + 2) return true
  }
  return false
}

/** Letters of the text from the start to the last of those wanted; Infinity: they are not there in order. */
function spanFrom(text: string, letters: string, start: number): number {
  if (text[start] !== letters[0]) return Infinity
  let at = start
  for (const letter of letters) {
    const next = text.indexOf(letter, at)
    if (next < 0) return Infinity
    at = next + 1
  }
  return at - start
}
