/**
 * Databases that Django made: which app and model a table belongs to. Names of classes are in lower case
 * in the content types; the words of "Can add blog post" in the permissions give the capitals back.
 */
import { BUILTIN_APPS } from '../../relations/builtin/catalogue.ts'
import { pascalCase } from '../../document/names.ts'
import type { RawDatabase, RawTable } from './raw.ts'

export interface DjangoTable {
  readonly app: string
  readonly model: string
  /** One of Django's own apps: drawn, not generated. */
  readonly builtin: boolean
}

export interface DjangoRows {
  /** `blog.post` of every content type. */
  readonly models: readonly { readonly app: string; readonly model: string }[]
  /** `blog.post` → `blog post`, the model's verbose name. */
  readonly words: ReadonlyMap<string, string>
}

const BUILTIN_LABELS = new Set(BUILTIN_APPS.map((app) => app.label))
const BUILTIN_NAMES = new Map(
  BUILTIN_APPS.flatMap((app) => app.models.map((m) => [`${app.label}.${m.name}`.toLowerCase(), m.name] as const)),
)

/** By table; null: not Django's database. */
export function djangoTables({ tables, django }: RawDatabase): ReadonlyMap<RawTable, DjangoTable> | null {
  const names = new Set(tables.map((t) => t.name))
  if (!names.has('django_migrations') && !names.has('django_content_type')) return null
  const known = new Map((django?.models ?? []).map((m) => [tableName(m.app, m.model), m]))
  const apps = new Set([...(django?.models ?? []).map((m) => m.app), ...BUILTIN_LABELS])
  return new Map(
    tables.flatMap((table): [RawTable, DjangoTable][] => {
      const found = known.get(table.name) ?? OWN_TABLES[table.name] ?? guess(table.name, apps)
      if (found === undefined) return []
      const { app, model } = found
      const builtin = BUILTIN_LABELS.has(app) || OWN_TABLES[table.name] !== undefined
      return [[table, { app, model: className(app, model, django), builtin }]]
    }),
  )
}

/** contenttypes, sessions and sites name their tables otherwise; migrations belong to no app. */
const OWN_TABLES: { readonly [table: string]: { readonly app: string; readonly model: string } | undefined } = {
  django_content_type: { app: 'contenttypes', model: 'contenttype' },
  django_session: { app: 'sessions', model: 'session' },
  django_site: { app: 'sites', model: 'site' },
  django_admin_log: { app: 'admin', model: 'logentry' },
  django_flatpage: { app: 'flatpages', model: 'flatpage' },
  django_flatpage_sites: { app: 'flatpages', model: 'flatpage_sites' },
  django_redirect: { app: 'redirects', model: 'redirect' },
  django_migrations: { app: 'migrations', model: 'migration' },
}

function tableName(app: string, model: string): string {
  return `${app}_${model}`
}

/** The longest app label that the table's name begins with; without content types its first word. */
function guess(table: string, apps: ReadonlySet<string>): { readonly app: string; readonly model: string } | undefined {
  const parts = table.split('_')
  for (let n = parts.length - 1; n > 0; n--) {
    const app = parts.slice(0, n).join('_')
    if (apps.has(app)) return { app, model: parts.slice(n).join('_') }
  }
  const [app = '', ...rest] = parts
  return rest.length === 0 || !/^[a-z]\w*$/.test(app) ? undefined : { app, model: rest.join('_') }
}

function className(app: string, model: string, rows: DjangoRows | undefined): string {
  const builtin = BUILTIN_NAMES.get(`${app}.${model}`)
  if (builtin !== undefined) return builtin
  const words = rows?.words.get(`${app}.${model}`) ?? ''
  return words.replaceAll(' ', '').toLowerCase() === model ? pascalCase(words) : pascalCase(model)
}
