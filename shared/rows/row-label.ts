/** Which columns say what a row is, guessed as a person would: by `__str__`, by name, by type. */
import type { ResolvedModel } from '../relations/types.ts'
import type { SchemaTable } from '../schema/types.ts'

const NAMES = ['name', 'title', 'username', 'label', 'full_name', 'last_name', 'slug', 'code', 'email', 'subject']
/** More would be noise in a list. */
const MOST = 2

/** Best first; the key where nothing better is there. Columns of the model's own table only. */
export function labelColumns(model: ResolvedModel, table: SchemaTable): readonly string[] {
  const texts = table.columns.filter(({ type }) => type.kind === 'char' || type.kind === 'text')
  const told = toldByStr(model)
  const rank = (name: string): number => {
    const said = told.indexOf(name)
    if (said >= 0) return said
    const known = NAMES.indexOf(name)
    return known >= 0 ? 100 + known : 1000
  }
  const named = texts
    .map(({ name, fieldName, type }) => ({ name, rank: rank(fieldName), isShort: type.kind === 'char' }))
    // Without a telling name only a short text will do, and only one: passwords and bodies are no labels.
    .filter((one) => one.rank < 1000 || one.isShort)
    .toSorted((a, b) => a.rank - b.rank)
  const best = named.filter((one, i) => i === 0 || one.rank < 1000).slice(0, MOST)
  if (best.length > 0) return best.map(({ name }) => name)
  const [key] = table.primaryKey
  return [key ?? table.columns[0]?.name ?? 'rowid']
}

/** Names after `self.` in `__str__`, in order. */
function toldByStr(model: ResolvedModel): readonly string[] {
  const source = model.members.find(({ name }) => name === '__str__')?.source ?? ''
  return Array.from(source.matchAll(/\bself\.([A-Za-z_]\w*)(?!\w*\s*[.(])/g), (found) => found[1] ?? '')
}
