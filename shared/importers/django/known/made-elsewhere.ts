/** What attributes of models make that stands in no field: said, since it is not shown. */
import type { Found } from '../names.ts'

interface Made {
  readonly path: RegExp
  /** @param name of the attribute */
  say(name: string, className: string): string
}

const columns = (path: RegExp, names: (name: string) => string): Made => ({
  path,
  say: (name, className) => `${className} also makes the columns ${names(name)}, which are not shown.`,
})
const table = (path: RegExp, what: string): Made => ({
  path,
  say: (_, className) => `${className} makes a table ${what}, which is not shown.`,
})

const MADE: readonly Made[] = [
  columns(/^djmoney\b.*\.MoneyField$/, (name) => `${name}_currency`),
  columns(/^markupfield\b.*\.MarkupField$/, (name) => `${name}_markup_type, _${name}_rendered`),
  columns(/^model_utils\b.*\.SplitField$/, (name) => `_${name}_excerpt`),
  table(/^parler\b.*\.TranslatedFields$/, 'of translations with these fields'),
  table(/^simple_history\b.*\.HistoricalRecords$/, 'of the history of this one'),
  {
    path: /\bTaggableManager$/,
    say: (_, className) => `${className} keeps its rows in tables of its package; here it has no column.`,
  },
]

/** null: nothing that we know of. @param found what is called */
export function madeElsewhere(found: Found | null, name: string): string | null {
  const path =
    found?.kind === 'outside'
      ? found.path
      : found?.kind === 'class'
        ? `${found.decl.module.name}.${found.decl.node.name}`
        : ''
  return MADE.find((one) => one.path.test(path))?.say(name, path.slice(path.lastIndexOf('.') + 1)) ?? null
}
