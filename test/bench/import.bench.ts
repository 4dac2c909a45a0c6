/**
 * What each reader costs by itself for a thousand tables, first run and warm; then the same tables from a file to boxes
 * on the canvas, in the real page: CPU of the page's thread, its longest task, and the host and its processes beside
 * it, until the design is shown and with what follows (problems, the sample database, a process for the next file).
 */
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { EXPORTERS } from '../../shared/exporters/registry.ts'
import { recogniseImporter } from '../../shared/importers/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument } from '../support/big-document.ts'
import { importCost } from './import-page.ts'
import type { ImportCost } from './import-page.ts'
import { median, printTable } from './measure.ts'

const TABLES = 1000
const RUNS = 3
const FORMATS = [
  ['postgresql', 'big.sql'],
  ['mysql', 'big.mysql.sql'],
  ['sqlite', 'big.sqlite.sql'],
  ['dbml', 'big.dbml'],
  ['prisma', 'big.prisma'],
  ['drizzle-postgresql', 'drizzle.ts'],
  ['typeorm', 'entities.ts'],
] as const

const compiled = compileDesign(bigDocument(TABLES))
const texts = new Map(
  FORMATS.map(([id]) => {
    const exporter = EXPORTERS.find((e) => e.id === id)
    return [
      id,
      exporter === undefined
        ? ''
        : exportedText(exporter.export({ ...compiled, options: { onDelete: 'database', extra: {} } })),
    ]
  }),
)

async function readers(): Promise<void> {
  const rows = []
  for (const [id, path] of FORMATS) {
    const bytes = new TextEncoder().encode(texts.get(id))
    const cpu: number[] = []
    for (let run = 0; run < 8; run++) {
      const before = process.cpuUsage()
      const files = [{ path, bytes }]
      await recogniseImporter(files)?.import(files, { app: 'app' }, importTools())
      const { user, system } = process.cpuUsage(before)
      cpu.push((user + system) / 1000)
    }
    rows.push({ format: id, 'first, CPU ms': cpu[0] ?? Number.NaN, 'warm, CPU ms': median(cpu.slice(3)) })
  }
  printTable(`${TABLES} tables read`, rows)
}

async function inTheApp(): Promise<void> {
  const rows = []
  for (const [id, file] of FORMATS.slice(0, 1)) {
    const costs: ImportCost[] = []
    for (let run = 0; run < RUNS; run++) costs.push(await importCost(file, texts.get(id) ?? ''))
    const middle = (key: keyof ImportCost): number => median(costs.map((cost) => cost[key]))
    rows.push({
      format: id,
      'host, CPU ms': middle('hostMs'),
      'its processes': middle('processesMs'),
      "page's thread": middle('pageMs'),
      'its longest task': middle('longestMs'),
      'wall ms': middle('wallMs'),
      'afterwards: page': middle('pageAllMs') - middle('pageMs'),
      'host and processes': middle('followsMs'),
    })
  }
  printTable(`${TABLES} tables from a file to the canvas`, rows)
}

const keep = setInterval(() => {}, 1000)
await readers()
await inTheApp()
clearInterval(keep)
process.exit(0)
