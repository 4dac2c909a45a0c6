/** Which columns say what a row is, guessed as a person would: by `__str__`, by name, by type. */
import type { ResolvedModel } from '../relations/types.ts'
import type { SchemaTable } from '../schema/types.ts'

const NAMES = ['name', 'title', 'username', 'label', 'full_name', 'last_name', 'slug', 'code', 'email', 'subject']
/** Names of short texts that say something of a row where nothing better is there. */
const LATER = ['first_name', 'display_name', 'headline', 'caption', 'reference', 'sku', 'isbn', 'symbol', 'city']
/** `concept_name`, `job_title`. */
const ENDS = /_(name|title|label)$/
/** Read together, in this order. */
const PERSON = ['first_name', 'last_name']
const place = ({ fieldName }: { readonly fieldName: string }): number => PERSON.indexOf(fieldName)
/** Of what `__str__` says; more would be noise in a list. */
const MOST_SAID = 3
/** Rank of a slug: it repeats the name. */
const SAME_AGAIN: ReadonlySet<number> = new Set([100 + NAMES.indexOf('slug')])
/** Ranks from here on tell nothing. */
const NO_NAME = 1000

/** Read one after the other they are what the row is called; the key where nothing better is there. Columns of the model's own table only. */
export function labelColumns(model: ResolvedModel, table: SchemaTable): readonly string[] {
  const texts = table.columns.filter(({ type }) => type.kind === 'char' || type.kind === 'text')
  const told = toldByStr(model)
  const isPart = (name: string): boolean => table.primaryKey.length > 1 && table.primaryKey.includes(name)
  const rank = (name: string): number => {
    const said = told.indexOf(name)
    if (said >= 0) return said
    const known = NAMES.indexOf(name)
    if (known >= 0) return 100 + known
    const later = LATER.indexOf(name)
    return name === `${model.modelName}_name` ? 200 : ENDS.test(name) ? 300 : later >= 0 ? 400 + later : NO_NAME
  }
  const named = texts
    // A part of the key is beside it already.
    .map(({ name, fieldName, type }) => ({
      name,
      rank: isPart(name) ? NO_NAME + 1 : rank(fieldName),
      isShort: type.kind === 'char',
    }))
    // Without a telling name only a short text will do, and only one: passwords and bodies are no labels.
    .filter((one) => one.rank < NO_NAME || one.isShort)
    .toSorted((a, b) => a.rank - b.rank)
  const said = named.filter((one) => one.rank < 100)
  if (said.length > 0) return said.slice(0, MOST_SAID).map(({ name }) => name)
  const [first, second] = named
  const person = texts.filter(({ fieldName }) => PERSON.includes(fieldName)).toSorted((a, b) => place(a) - place(b))
  // A last name alone tells few people apart.
  if (person.length === PERSON.length && person.some(({ name }) => name === first?.name))
    return person.map(({ name }) => name)
  // Beside a good name one that is only likely would be noise, too, and so would the same again as a slug.
  const isWorth = second !== undefined && second.rank < 200 && !SAME_AGAIN.has(second.rank)
  const best = [first, isWorth ? second : undefined].filter((one) => one !== undefined)
  if (best.length > 0) return best.map(({ name }) => name)
  const [key] = table.primaryKey
  return [key ?? table.columns[0]?.name ?? 'rowid']
}

/** Names after `self.` in `__str__`, in order. */
function toldByStr(model: ResolvedModel): readonly string[] {
  const source = model.members.find(({ name }) => name === '__str__')?.source ?? ''
  return Array.from(source.matchAll(/\bself\.([A-Za-z_]\w*)(?!\w*\s*[.(])/g), (found) => found[1] ?? '')
}
