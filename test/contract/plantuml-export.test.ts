/** PlantUML itself draws every design, in one start of Java; the pictures must hold every name and every line. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagramTables, tableEdges } from '../../shared/exporters/documents/edges.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { plantuml } from '../../shared/exporters/plantuml.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'

const PROGRAM = '/usr/bin/plantuml'
const isInstalled = existsSync(PROGRAM)

let folder: string
beforeAll(() => {
  if (!isInstalled) {
    console.log('not run: PlantUML is not installed on this machine')
    return
  }
  folder = mkdtempSync(join(tmpdir(), 'relata-plantuml-'))
  for (const [name, doc] of allDesigns()) {
    const exported = plantuml.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })
    writeFileSync(join(folder, `${name}.puml`), exportedText(exported))
  }
  // Exit 200: some diagram has an error. Pages of one file would be numbered, one file holds one diagram.
  const run = spawnSync(PROGRAM, ['-tsvg', '-charset', 'UTF-8', join(folder, '*.puml')], { encoding: 'utf8' })
  expect(`${run.stdout}${run.stderr}`.trim()).toBe('')
  expect(run.status).toBe(0)
}, 240_000)
afterAll(() => {
  if (isInstalled) rmSync(folder, { recursive: true, force: true })
})

describe.each(allDesigns())('PlantUML of %s', (name, doc) => {
  it.runIf(isInstalled)('is drawn with every table, column and relation', () => {
    const { schema } = compileDesign(doc)
    const texts = drawnTexts(readFileSync(join(folder, `${name}.svg`), 'utf8'))
    const tables = diagramTables(schema)
    const columns = tables.reduce((n, t) => n + t.columns.length, 0)
    expect(texts.filter((t) => / : \S/.test(t)).length).toBe(columns)
    const edges = tableEdges(schema)
    for (const { key } of edges) expect(texts.join('\n')).toContain(plain(key.columns[0] ?? ''))
    const actions = edges.map(({ key }) => key.onDelete)
    expect(texts.filter((t) => / (CASCADE|PROTECT|RESTRICT|SET\w*|DO_NOTHING)$/.test(t)).length).toBe(actions.length)
  })
})

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** Each text of the picture, without its marks for keys; blanks of every kind are blanks. */
function drawnTexts(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) =>
    plain((text ?? '').replace(/&(#\d+|\w+);/g, (_all, code: string) => entity(code))),
  )
}

function entity(code: string): string {
  return code.startsWith('#') ? String.fromCodePoint(Number(code.slice(1))) : (ENTITIES[code] ?? '')
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
