/**
 * Compiling: a whole design, and one edit in it. Beside it, in the same run: the bare string builder
 * (no checks, no rules: the floor) and @dbml/core, the parser behind dbdiagram.
 */
import { Parser, exporter as dbmlExporter } from '@dbml/core'
import { applyPatch } from '../../shared/history/patch.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { dbml } from '../../shared/exporters/dbml.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { typescript } from '../../shared/exporters/typescript.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument, bigModelId } from '../support/big-document.ts'
import { measure, printTable } from './measure.ts'

const options = DEFAULT_EXPORT_OPTIONS

function compileAll(doc: ErDocument): string {
  const compiled = compileDesign(doc)
  return (
    exportedText(postgresql.export({ ...compiled, options })) +
    exportedText(typescript.export({ ...compiled, options }))
  )
}

/** What nothing that writes SQL and types can undercut: the texts alone. */
function bareBuilder(doc: ErDocument): string {
  const parts: string[] = []
  for (const model of Object.values(doc.models)) parts.push(bareTable(model), bareType(model))
  return parts.join('')
}
function bareTable(model: Model): string {
  const columns = model.fields.map((f) => `  "${f.name}" varchar(100) NOT NULL`)
  return `CREATE TABLE "shop_${model.name}" (\n  "id" bigint PRIMARY KEY,\n${columns.join(',\n')}\n);\n`
}
function bareType(model: Model): string {
  return `export interface ${model.name} {\n  id: number\n${model.fields.map((f) => `  ${f.name}: string`).join('\n')}\n}\n`
}

const first: Record<string, string | number>[] = []
for (const size of [100, 1000, 5000]) {
  const doc = bigDocument(size)
  const cold = measure(() => compileAll(doc), { runs: 1, warmUp: 0 })
  // A fresh document each time: no cache may answer for the work.
  const warm = measure(() => compileAll(bigDocument(size)), { runs: size > 1000 ? 5 : 11 })
  const make = measure(() => bigDocument(size), { runs: size > 1000 ? 5 : 11 })
  const floor = measure(() => bareBuilder(doc))
  first.push({
    models: size,
    'first call, ms': cold.minMs,
    'PostgreSQL + TypeScript, CPU ms': warm.cpuMs - make.cpuMs,
    'wall min, ms': warm.minMs - make.minMs,
    'bare strings, CPU ms': floor.cpuMs,
    'times the floor': (warm.cpuMs - make.cpuMs) / floor.cpuMs,
  })
}
printTable('Whole design', first)

const edits: Record<string, string | number>[] = []
for (const size of [100, 1000, 5000]) {
  let doc = bigDocument(size)
  let compiled = compileDesign(doc)
  const exportBoth = () => {
    postgresql.export({ ...compiled, options })
    typescript.export({ ...compiled, options })
  }
  exportBoth()
  let turn = 0
  const rename = () => {
    turn++
    doc = applyPatch(doc, applyCommand(doc, 'model.rename', { id: bigModelId(5), name: `Renamed${turn}` }))
  }
  const command = measure(rename, { runs: 31 })
  const schema = measure(
    () => {
      rename()
      compiled = compileDesign(doc, compiled)
    },
    { runs: 31 },
  )
  const texts = measure(
    () => {
      rename()
      compiled = compileDesign(doc, compiled)
      exportBoth()
    },
    { runs: 31 },
  )
  edits.push({
    models: size,
    'command, wall ms': command.minMs,
    '+ resolve and schema': schema.minMs,
    '+ both texts': texts.minMs,
  })
}
printTable('One model renamed (least wall time)', edits)

const peer: Record<string, string | number>[] = []
for (const size of [100, 1000]) {
  const doc = bigDocument(size)
  const text = exportedText(dbml.export({ ...compileDesign(doc), options }))
  const parsed = measure(() => new Parser().parse(text, 'dbmlv2'), { runs: 3, warmUp: 1 })
  const whole = measure(() => dbmlExporter.export(text, 'postgres'), { runs: 3, warmUp: 1 })
  const ours = measure(() => compileAll(bigDocument(size)), { runs: 11 })
  peer.push({
    models: size,
    '@dbml/core parse, CPU ms': parsed.cpuMs,
    'parse + PostgreSQL, CPU ms': whole.cpuMs,
    'ours, SQL + TypeScript, CPU ms': ours.cpuMs,
    'times quicker': whole.cpuMs / ours.cpuMs,
  })
}
printTable('Beside @dbml/core (DBML text to PostgreSQL)', peer)
