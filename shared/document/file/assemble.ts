/** The parts of a file as the tables of a document: records by id, ids unique, orders from the lists. */
import { without } from '../../util/without.ts'
import { appLabel, createDocument } from '../create.ts'
import type { Path, Reading } from './codec.ts'
import { pathText } from './codec.ts'
import { designFile } from './file-shape.ts'
import type { DesignFile, FileView } from './file-shape.ts'
import { newId } from '../ids.ts'
import type { AppId, RandomBytes } from '../ids.ts'
import { placementId } from '../records.ts'
import { SCHEMA_ID } from './write.ts'
import type { App, Area, ErDocument, Model, Note, Placement, Root, RowSet, View } from '../records.ts'

type Identified = { readonly id: string }

/** Keys of the root record that do not come from keys of that name in the file. */
const RESERVED = ['id', 'modelOrder', 'viewOrder', 'queryOrder']

/**
 * @param raw the file as parsed: its unknown keys go to the root record
 */
export function assemble(
  file: DesignFile,
  raw: Record<string, unknown>,
  reading: Reading,
  random?: RandomBytes,
): ErDocument {
  const unique = uniqueIds(reading, random)
  const givenApps = unique('app', ['apps'], file.apps)
  const apps: readonly App[] = givenApps.length > 0 ? givenApps : [firstApp(file.name, random)]
  const first = (apps[0] as App).id
  const defaultApp = file.defaultApp ?? first
  const models = unique('model', ['models'], file.models).map((model, n) =>
    withUniqueParts(model, n, defaultApp, unique),
  )
  const enums = unique('enum', ['enums'], file.enums).map((one) => ({ ...one, app: one.app ?? defaultApp }))
  const fileViews = unique('view', ['views'], file.views)
  const views = fileViews.length > 0 ? fileViews : [{ ...firstView(random), placements: [], areas: [], notes: [] }]
  const queries = unique('query', ['queries'], file.queries)
  const root = {
    ...unknownRootKeys(raw, reading),
    id: 'root',
    name: file.name,
    modelOrder: models.map((m) => m.id),
    viewOrder: views.map((v) => v.id),
    queryOrder: queries.map((q) => q.id),
    defaultApp,
    settings: file.settings,
  } as Root
  return {
    root: { root },
    apps: table(apps),
    models: table(models),
    enums: table(enums),
    views: table(views.map(bareView)),
    placements: tableOnce(views.flatMap(placementsOf), ['views', 'placements'], reading),
    areas: table(
      unique(
        'area',
        ['views', 'areas'],
        views.flatMap((v) => v.areas.map((a): Area => ({ ...a, view: v.id }))),
      ),
    ),
    notes: table(
      unique(
        'note',
        ['views', 'notes'],
        views.flatMap((v) => v.notes.map((n): Note => ({ ...n, view: v.id }))),
      ),
    ),
    queries: table(queries),
    rows: tableOnce(
      file.rows.map(({ model, ...rest }): RowSet => ({ ...rest, id: model })),
      ['rows'],
      reading,
    ),
    generators: tableOnce(file.generators, ['generators'], reading),
  }
}

type Unique = <T extends Identified>(kind: string, path: Path, records: readonly T[]) => readonly T[]

/** Gives a fresh id to a record that has none, or one that another record has already. */
function uniqueIds(reading: Reading, random: RandomBytes | undefined): Unique {
  const seen = new Set<string>()
  return (kind, path, records) =>
    records.map((record, n) => {
      if (record.id !== '' && !seen.has(record.id)) {
        seen.add(record.id)
        return record
      }
      if (record.id !== '') {
        const message = `The id ${record.id} is used twice; the second record has got a new one.`
        reading.problems.push({ code: 'relata.1012', path: [...path, n, 'id'], severity: 'error', message })
      }
      const id = newId(kind, random)
      seen.add(id)
      return { ...record, id }
    })
}

function withUniqueParts(model: Model, n: number, defaultApp: AppId, unique: Unique): Model {
  return {
    ...model,
    app: model.app ?? defaultApp,
    fields: unique('field', ['models', n, 'fields'], model.fields),
    indexes: unique('index', ['models', n, 'indexes'], model.indexes),
    constraints: unique('constraint', ['models', n, 'constraints'], model.constraints),
  }
}

function firstApp(name: string, random: RandomBytes | undefined): App {
  return { id: newId('app', random), label: appLabel(name) }
}

function firstView(random: RandomBytes | undefined): View {
  return Object.values(createDocument(random === undefined ? {} : { random }).views)[0] as View
}

function bareView(view: FileView): View {
  return without(view, 'placements', 'areas', 'notes')
}

function placementsOf(view: FileView): readonly Placement[] {
  return view.placements.map((p) => ({ ...p, id: placementId(view.id, p.model), view: view.id }))
}

function unknownRootKeys(raw: Record<string, unknown>, reading: Reading): object {
  const known = new Set([...designFile.keys, 'format', 'version'])
  const entries: [string, unknown][] = []
  for (const [key, value] of Object.entries(raw)) {
    if (known.has(key) || (key === '$schema' && value === SCHEMA_ID)) continue
    if (RESERVED.includes(key)) {
      const message = 'The key has no meaning here; its value was put aside.'
      reading.problems.push({ code: 'relata.1015', path: [key], severity: 'warning', message })
      reading.unread.push({ at: key, value })
    } else entries.push([key, value])
  }
  return Object.fromEntries(entries)
}

function table<T extends Identified>(records: readonly T[]): { readonly [id: string]: T } {
  return Object.fromEntries(records.map((record) => [record.id, record]))
}

/** Records whose id says what they belong to: of two for the same thing the first stays, the other is put aside. */
function tableOnce<T extends Identified>(
  records: readonly T[],
  path: Path,
  reading: Reading,
): { readonly [id: string]: T } {
  const byId = new Map<string, T>()
  for (const record of records) {
    if (record.id === '') {
      reading.unread.push({ at: pathText(path), value: record })
      continue
    }
    if (!byId.has(record.id)) {
      byId.set(record.id, record)
      continue
    }
    const message = `There are two entries for ${record.id}; the first is used.`
    reading.problems.push({ code: 'relata.1012', path, severity: 'error', message })
    reading.unread.push({ at: pathText(path), value: record })
  }
  return Object.fromEntries(byId)
}
