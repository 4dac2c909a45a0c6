/**
 * Compiling: a whole design, and one edit in it with the texts that the panes show. Beside it, in the same run: two
 * string builders that know no rules (the one that goal C3 names, and one of our kind of tables) and @dbml/core, the
 * parser behind dbdiagram.
 */
import { ModelExporter, Parser } from '@dbml/core'
import { splicePieces } from '../../renderer/panels/code/splice-pieces.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { dbml } from '../../shared/exporters/dbml.ts'
import { django } from '../../shared/exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { ExportPiece, Exporter } from '../../shared/exporters/exporter.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { typescript } from '../../shared/exporters/typescript.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { checkModels } from '../../shared/relations/checks/check-models.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument, bigModelId } from '../support/big-document.ts'
import { bareTables, buildBare } from './bare-builder.ts'
import { measure, median, printTable } from './measure.ts'
import { buildFloor, floorGraph } from './named-floor.ts'

const options = DEFAULT_EXPORT_OPTIONS

function compileAll(doc: ErDocument): string {
  const compiled = compileDesign(doc)
  return (
    exportedText(postgresql.export({ ...compiled, options })) +
    exportedText(typescript.export({ ...compiled, options }))
  )
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** CPU of what is done with something made for it beforehand, whose making is not counted. */
function measureFresh<T>(make: () => T, work: (made: T) => unknown, runs: number) {
  const cpu: number[] = []
  let minMs = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) {
    const made = make()
    const started = performance.now()
    const before = cpuMs()
    work(made)
    cpu.push(cpuMs() - before)
    minMs = Math.min(minMs, performance.now() - started)
  }
  return { cpuMs: median(cpu), minMs }
}

/** The first call in a process that has only loaded the modules. */
const firstCall = (() => {
  const doc = bigDocument(1000)
  const before = cpuMs()
  const started = performance.now()
  const bytes = compileAll(doc).length
  return { cpuMs: cpuMs() - before, wallMs: performance.now() - started, bytes }
})()
printTable('First call, 1,000 models', [
  { 'CPU ms': firstCall.cpuMs, 'wall ms': firstCall.wallMs, 'texts, kB': firstCall.bytes / 1000 },
])

const whole: Record<string, string | number>[] = []
for (const size of [100, 1000, 5000, 10_000]) {
  const runs = size > 1000 ? 7 : 25
  // A fresh document each time: no cache may answer for the work.
  const ours = measureFresh(() => bigDocument(size), compileAll, runs)
  const checks = measureFresh(
    () => compileDesign(bigDocument(size)),
    ({ doc, resolution }) => checkModels(doc, resolution),
    runs,
  )
  const tables = bareTables(bigDocument(size))
  const floor = measureFresh(() => tables, buildBare, runs)
  const graph = floorGraph(bigDocument(size))
  const named = measureFresh(() => graph, buildFloor, runs)
  const bytes = compileAll(bigDocument(size)).length
  const [bareBytes, namedBytes] = [buildBare(tables).length, buildFloor(graph)]
  whole.push({
    models: size,
    'PostgreSQL + TypeScript, CPU ms': ours.cpuMs,
    'least wall ms': ours.minMs,
    kB: bytes / 1000,
    'all checks, CPU ms': checks.cpuMs,
    'C3: the floor it names, CPU ms': named.cpuMs,
    'its kB': namedBytes / 1000,
    'times it (goal 2)': ours.cpuMs / named.cpuMs,
    'with all checks': (ours.cpuMs + checks.cpuMs) / named.cpuMs,
    'times it, for a byte': ours.cpuMs / bytes / (named.cpuMs / namedBytes),
    'bare strings, CPU ms': floor.cpuMs,
    'bare kB': bareBytes / 1000,
    'times these': ours.cpuMs / floor.cpuMs,
    'times these, for a byte': ours.cpuMs / bytes / (floor.cpuMs / bareBytes),
  })
}
printTable('Whole design, nothing known before', whole)

const PANES: readonly Exporter[] = [postgresql, typescript, django]
const EDITS: Readonly<Record<string, (doc: ErDocument, turn: number) => readonly [CommandType, unknown]>> = {
  'a field renamed': (doc, turn) => {
    const model = doc.models[bigModelId(50)]
    return ['field.rename', { model: model?.id, id: model?.fields[0]?.id, name: `name_${turn}` }]
  },
  'a model renamed': (_, turn) => ['model.rename', { id: bigModelId(50), name: `Renamed${turn}` }],
}

const edits: Record<string, string | number>[] = []
for (const size of [100, 1000, 5000]) {
  for (const [what, commandFor] of Object.entries(EDITS)) {
    let compiled = compileDesign(bigDocument(size))
    const shown = new Map<Exporter, readonly ExportPiece[]>()
    for (const pane of PANES) shown.set(pane, pane.export({ ...compiled, options }).pieces)
    const times: Record<string, number[]> = {}
    const clock = <T>(name: string, work: () => T): T => {
      const before = cpuMs()
      const result = work()
      ;(times[name] ??= []).push(cpuMs() - before)
      return result
    }
    let splices = 0
    for (let turn = 0; turn < 41; turn++) {
      const [type, params] = commandFor(compiled.doc, turn)
      const doc = clock('command', () => applyPatch(compiled.doc, applyCommand(compiled.doc, type, params as never)))
      compiled = clock('resolve + schema', () => compileDesign(doc, compiled))
      for (const pane of PANES) {
        const { pieces } = clock(pane.label, () => pane.export({ ...compiled, options }))
        const before = shown.get(pane) ?? []
        splices = clock(`${pane.label}, splices`, () => splicePieces(before, pieces)).length
        shown.set(pane, pieces)
      }
    }
    const medians = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
    const texts = ['resolve + schema', ...PANES.slice(0, 2).flatMap(({ label }) => [label, `${label}, splices`])]
    const sum = texts.reduce((total, name) => total + (medians[name] ?? 0), 0)
    edits.push({ models: size, edit: what, ...medians, 'SQL and types in all': sum, 'last splices': splices })
  }
}
printTable('One edit, and the texts of three panes (CPU ms, median of 41)', edits)

const peer: Record<string, string | number>[] = []
for (const size of [100, 1000]) {
  const doc = bigDocument(size)
  const text = exportedText(dbml.export({ ...compileDesign(doc), options }))
  const runs = { runs: 3, warmUp: 1 }
  const parse = measure(() => new Parser().parse(text, 'dbmlv2'), runs)
  const model = new Parser().parse(text, 'dbmlv2')
  const exported = measure(() => ModelExporter.export(model, 'postgres', false), { runs: 9 })
  const ours = measureFresh(() => bigDocument(size), compileAll, 25)
  peer.push({
    models: size,
    '@dbml/core parse, CPU ms': parse.cpuMs,
    'its PostgreSQL export alone': exported.cpuMs,
    'ours, SQL + TypeScript': ours.cpuMs,
    'times quicker, end to end (goal 200)': (parse.cpuMs + exported.cpuMs) / ours.cpuMs,
    'times its export alone (goal 4)': exported.cpuMs / ours.cpuMs,
  })
}
printTable('Beside @dbml/core (DBML text to PostgreSQL)', peer)
