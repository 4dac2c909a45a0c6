/** One edit in designs of three sizes: what every step costs, and how many models and tables it compiles. */
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import { EXPORTERS } from '../../shared/exporters/registry.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { checkModels, checkedCount } from '../../shared/relations/checks/check-models.ts'
import { computedCounts, resolveDocument, visitedCount } from '../../shared/relations/resolve.ts'
import { compileSchema, compiledCounts } from '../../shared/schema/compile-schema.ts'
import { bigDocument, bigModelId } from '../support/big-document.ts'
import { median, printTable } from './measure.ts'

const ROUNDS = 21
const QUICK = ['postgresql', 'sqlite', 'mysql', 'typescript']

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

class Stopwatch {
  readonly #times = new Map<string, number[]>()

  run<T>(what: string, work: () => T): T {
    const before = cpuMs()
    const result = work()
    const list = this.#times.get(what) ?? []
    this.#times.set(what, [...list, cpuMs() - before])
    return result
  }

  medians(): Record<string, number> {
    return Object.fromEntries([...this.#times].map(([what, times]) => [what, median(times)]))
  }
}

function compiledFrom(doc: ErDocument) {
  const resolution = resolveDocument(doc)
  const schema = compileSchema(doc, resolution)
  return { doc, resolution, schema, checked: checkModels(doc, resolution) }
}

/** @param commandFor the edit of a round */
function measureEdits(size: number, commandFor: (doc: ErDocument, round: number) => readonly [CommandType, unknown]) {
  let now = compiledFrom(bigDocument(size))
  const watch = new Stopwatch()
  const exportAll = () => {
    for (const exporter of EXPORTERS) {
      if (!QUICK.includes(exporter.id)) continue
      watch.run(exporter.id, () => exporter.export({ ...now, options: DEFAULT_EXPORT_OPTIONS }))
    }
  }
  for (const exporter of EXPORTERS) {
    if (QUICK.includes(exporter.id)) exporter.export({ ...now, options: DEFAULT_EXPORT_OPTIONS })
  }
  const models: number[] = []
  const tables: number[] = []
  const checks: number[] = []
  const visits: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const [type, params] = commandFor(now.doc, round)
    const before = {
      models: computedCounts(now.resolution).get('model') ?? 0,
      tables: compiledCounts(now.schema).get('table') ?? 0,
      checks: checkedCount(now.checked),
      visits: visitedCount(now.resolution),
    }
    const doc = watch.run('command', () => applyPatch(now.doc, applyCommand(now.doc, type, params as never)))
    const resolution = watch.run('resolve', () => resolveDocument(doc, now))
    const schema = watch.run('schema', () => compileSchema(doc, resolution, now))
    const checked = watch.run('checks', () => checkModels(doc, resolution, now))
    now = { doc, resolution, schema, checked }
    exportAll()
    models.push((computedCounts(resolution).get('model') ?? 0) - before.models)
    tables.push((compiledCounts(schema).get('table') ?? 0) - before.tables)
    checks.push(checkedCount(checked) - before.checks)
    visits.push(visitedCount(resolution) - before.visits)
  }
  const times = watch.medians()
  const compile = (times['resolve'] ?? 0) + (times['schema'] ?? 0) + (times['checks'] ?? 0)
  return {
    models: size,
    ...times,
    'resolve + schema + checks': compile,
    'models resolved': median(models),
    'tables compiled': median(tables),
    'models checked': median(checks),
    'cells visited': median(visits),
  }
}

const EDITS: Readonly<Record<string, (doc: ErDocument, round: number) => readonly [CommandType, unknown]>> = {
  'A field renamed': (doc, round) => {
    const model = doc.models[bigModelId(50)]
    return ['field.rename', { model: model?.id, id: model?.fields[0]?.id, name: `name_${round}` }]
  },
  'A model renamed': (_, round) => ['model.rename', { id: bigModelId(50), name: `Renamed${round}` }],
  'A foreign key set nullable and back': (doc, round) => {
    const model = doc.models[bigModelId(50)]
    const id = model?.fields.find((f) => f.kind === 'foreignKey')?.id
    return ['field.setOption', { model: model?.id, id, keyword: 'null', value: round % 2 === 0 }]
  },
  'A model added': (_, round) => ['model.add', { name: `Added${round}`, x: 0, y: 0 }],
}

for (const [title, commandFor] of Object.entries(EDITS)) {
  printTable(
    `${title} (median CPU ms of ${ROUNDS})`,
    [200, 1000, 5000].map((size) => measureEdits(size, commandFor)),
  )
}

const cold = [200, 1000, 5000].map((size) => {
  const runs = Array.from({ length: 5 }, () => {
    const watch = new Stopwatch()
    const doc = bigDocument(size)
    const resolution = watch.run('resolve', () => resolveDocument(doc))
    watch.run('schema', () => compileSchema(doc, resolution))
    watch.run('checks', () => checkModels(doc, resolution))
    return watch.medians()
  })
  const least = (what: string) => Math.min(...runs.map((run) => run[what] ?? 0))
  return {
    models: size,
    'first run, resolve + schema': (runs[0]?.['resolve'] ?? 0) + (runs[0]?.['schema'] ?? 0),
    'resolve, warm': least('resolve'),
    'schema, warm': least('schema'),
    'checks, warm': least('checks'),
  }
})
printTable('Whole design, nothing known before (CPU ms, garbage collection included)', cold)
