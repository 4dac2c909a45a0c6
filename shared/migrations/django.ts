/** Django's migration operations between two versions, one file an app. */
import { isRelation } from '../document/records.ts'
import type { App, ErDocument, Model } from '../document/records.ts'
import { layOut } from '../exporters/django/black.ts'
import { importLines } from '../exporters/django/imports.ts'
import { BUILTIN_NAMES, KNOWN_IMPORTS } from '../exporters/django/known-imports.ts'
import { boundNames, namesIn } from '../exporters/django/names.ts'
import { compileDesign } from '../schema/compile-design.ts'
import type { CompiledDesign } from '../schema/compile-design.ts'
import { detours } from './detours.ts'
import { operationsBetween } from './django-operations.ts'
import type { Operation, Renames } from './django-operations.ts'
import { stateOf } from './django-state.ts'
import type { ProjectState } from './django-state.ts'
import type { MigrationTarget, MigrationText, Versions } from './migration.ts'

export const djangoMigration: MigrationTarget = {
  id: 'django',
  label: 'Django migration',
  language: 'python',
  fileName: '0002_changes.py',
  write,
}

interface MigrationFile {
  readonly app: string
  /** `0002_changes`: the number of the app's own last one is not known here. */
  readonly name: string
  readonly text: string
}

function write(versions: Versions): MigrationText {
  const files = djangoMigrations(versions)
  const text = files.map((file) =>
    files.length === 1 ? file.text : `# ${file.app}/migrations/${file.name}.py\n${file.text}`,
  )
  return { text: text.join('\n\n'), notes: [] }
}

/** One file for each app that changes. */
export function djangoMigrations({ before, after }: Versions): readonly MigrationFile[] {
  const { doc, renames } = underNewNames(before.doc, after.doc)
  const [original, now] = [stateOf(before), stateOf(after)]
  // Django leaves the names in indexes and constraints as they were when a field is renamed.
  const old: ProjectState = new Map(
    [...stateOf(compileDesign(doc))].map(([key, model]) => {
      const { indexes, constraints } = original.get(key) ?? model
      return [key, { ...model, indexes, constraints }]
    }),
  )
  const operations = operationsBetween(old, now, renames)
  const apps = [...Map.groupBy(operations, ({ app }) => app)]
  const known = new Set([...old.values()].map(({ app }) => app))
  const names = new Map(apps.map(([app]) => [app, known.has(app) ? '0002_changes' : '0001_initial']))
  return apps.map(([app, own]) => {
    const name = names.get(app) ?? ''
    return { app, name, text: fileText(app, own, { names, isFirst: !known.has(app), after }) }
  })
}

/** The earlier design with the names of the later one, and what was renamed on the way. */
function underNewNames(before: ErDocument, after: ErDocument): { readonly doc: ErDocument; readonly renames: Renames } {
  const models: Renames['models'][number][] = []
  const fields: Renames['fields'][number][] = []
  const fieldNames = new Map(
    Object.values(after.models).flatMap((m) => m.fields.map((f) => [f.id as string, f.name] as const)),
  )
  const renamed = Object.values(before.models).map((model): Model => {
    const now = after.models[model.id]
    if (now === undefined) return model
    const app = after.apps[now.app]?.label ?? ''
    const isOwn =
      !model.external && now.kind !== 'abstract' && model.kind === now.kind && app === before.apps[model.app]?.label
    if (isOwn && model.name !== now.name) {
      const heirs = linksTo(after, before, now)
      models.push({ app, from: model.name, to: now.name, hasHeirs: heirs.length > 0 })
      fields.push(...heirs.map((heir) => ({ ...heir, ...linkNames(model, now) })))
    }
    const stays = new Set(now.fields.map((field) => field.id))
    const next = model.fields.map((field) => {
      const name = stays.has(field.id) ? (fieldNames.get(field.id) ?? field.name) : field.name
      if (name === field.name) return field
      if (isOwn) fields.push({ app, model: now.name, from: field.name, to: name })
      else if (now.kind === 'abstract')
        fields.push(...heirsOf(after, now).map((heir) => ({ ...heir, from: field.name, to: name })))
      return { ...field, name }
    })
    return { ...model, name: now.name, fields: next }
  })
  const doc = { ...before, models: Object.fromEntries(renamed.map((model) => [model.id, model])) }
  return {
    doc: doc as ErDocument,
    renames: {
      models: [...Map.groupBy(models, ({ app }) => app).values()].flatMap((own) =>
        detours(own, (i) => `RelataMove${i}`),
      ),
      fields: [...Map.groupBy(fields, ({ app, model }) => `${app}.${model}`).values()].flatMap((own) =>
        detours(own, (i) => `relata_move_${i}`),
      ),
    },
  }
}

/** Children in both versions, whose link to their parent Django made and named after it. */
function linksTo(after: ErDocument, before: ErDocument, parent: Model): readonly { app: string; model: string }[] {
  return heirsOf(after, parent, (child) => {
    const hasOwn = child.fields.some((f) => isRelation(f) && f.to === parent.id && f.options['parent_link'] === true)
    return child.kind === 'concrete' && !hasOwn && before.models[child.id]?.kind === 'concrete'
  })
}

const linkNames = (old: Model, now: Model) => ({
  from: `${old.name.toLowerCase()}_ptr`,
  to: `${now.name.toLowerCase()}_ptr`,
})

/** Models that have the fields of an abstract one. */
function heirsOf(
  doc: ErDocument,
  base: Model,
  isMeant: (model: Model) => boolean = () => true,
): readonly { readonly app: string; readonly model: string }[] {
  return Object.values(doc.models).flatMap((model) => {
    if (!model.bases.some((one) => 'model' in one && one.model === base.id)) return []
    if (model.kind === 'abstract') return heirsOf(doc, model, isMeant)
    if (!isMeant(model)) return []
    return [{ app: doc.apps[model.app]?.label ?? '', model: model.name }]
  })
}

interface Surroundings {
  readonly names: ReadonlyMap<string, string>
  readonly isFirst: boolean
  readonly after: CompiledDesign
}

const INDENT = '            '

function fileText(app: string, operations: readonly Operation[], { names, isFirst, after }: Surroundings): string {
  const body = operations.map(operationText).join('')
  const dependencies = dependenciesOf(app, operations, names, isFirst, after)
  const used = new Set(namesIn(`[${operations.flatMap((one) => one.args.map(([, source]) => source)).join(', ')}]`))
  if (dependencies.some((line) => line.includes('settings.'))) used.add('settings')
  const imports = importsOf(app, used, after.doc)
  const lines = dependencies.map((line) => `        ${line}\n`).join('')
  return `${imports.join('\n')}


class Migration(migrations.Migration):
${isFirst ? '    initial = True\n\n' : ''}    dependencies = [${lines === '' ? '' : `\n${lines}    `}]

    operations = [
${body}    ]
`
}

function operationText({ name, args, comment }: Operation): string {
  const lines = args.map(([keyword, source]) => {
    const lead = `${INDENT}${keyword}=`
    return `${lead}${layOut(source, INDENT.length, lead.length, 1)},\n`
  })
  const said = comment === undefined ? '' : `        # ${comment}\n`
  return `${said}        migrations.${name}(\n${lines.join('')}        ),\n`
}

function dependenciesOf(
  app: string,
  operations: readonly Operation[],
  names: ReadonlyMap<string, string>,
  isFirst: boolean,
  { resolution }: CompiledDesign,
): readonly string[] {
  const lines: string[] = isFirst ? [] : [`("${app}", "0001_initial"),  # the last migration of ${app} so far`]
  const others = new Set<string>()
  let hasUser = false
  for (const { needs, args } of operations) {
    if (args.some(([, source]) => source.includes('settings.AUTH_USER_MODEL'))) hasUser = true
    for (const key of needs) others.add(resolution.models.get(key)?.app ?? '')
  }
  others.delete(app)
  others.delete('')
  for (const other of [...others].toSorted()) {
    if (other === 'auth' && hasUser) continue
    lines.push(`("${other}", "${names.get(other) ?? '__first__'}"),`)
  }
  if (hasUser) lines.push('migrations.swappable_dependency(settings.AUTH_USER_MODEL),')
  return lines
}

function importsOf(app: string, used: ReadonlySet<string>, doc: ErDocument): readonly string[] {
  const { [app]: own = [], ...elsewhere } = Object.groupBy(Object.values(doc.apps), ({ label }) => label)
  // What an abstract base of another app brings is imported there, or stands there.
  const apps = [...own, ...Object.values(elsewhere).flatMap((found) => found ?? [])]
  const brought = apps.map((one) => broughtBy(one, one.label === app))
  const sources = ['from django.db import migrations']
  for (const name of used) {
    if (name === 'models') sources.push('from django.db import models')
    else if (name === 'django') sources.push('import django.utils.timezone')
    else if (BUILTIN_NAMES.has(name) && brought[0]?.has(name) !== true) continue
    else {
      const found = brought.find((names) => names.has(name)) ?? KNOWN_IMPORTS
      sources.push(...[found.get(name) ?? []].flat())
    }
  }
  return importLines(sources, new Set(Object.values(doc.apps).map(({ label }) => label)))
}

/**
 * Name → the import that brings it, of what a models.py imports and defines. An app's label says nothing of the package
 * that it is in, so the migration's own app is named from where the file stands.
 */
function broughtBy({ label, code = [] }: App, isOwn: boolean): ReadonlyMap<string, string> {
  const place = isOwn ? '.' : label
  const names = new Map<string, string>()
  for (const { name, source } of code) {
    if (/^(?:from|import)\s/.test(source)) {
      names.set(
        name,
        source.trim().replace(/^from (\.+)/, (_, dots: string) => `from ${place}${isOwn ? dots : '.'}`),
      )
    }
  }
  for (const { name, source } of code) {
    if (names.has(name)) continue
    for (const bound of boundNames(source)) names.set(bound, `from ${place}.models import ${bound}`)
  }
  return names
}
