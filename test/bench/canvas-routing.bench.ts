/**
 * How lines run, counted: crossings, lines through boxes and lines lying on each other, ours and those of
 * erd-editor's published package, on the same graphs with boxes at the same places of the same grid. Theirs
 * are read off what it strokes on its canvas in Chromium: the first polyline of each relation.
 *
 * `node test/bench/canvas-routing.bench.ts`
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { launchBrowser } from '../e2e/browser.ts'
import { strokedDiagram } from './canvas-routing-page.ts'
import { GRAPHS, ourDrawing } from './canvas-routing-graphs.ts'
import type { Graph } from './canvas-routing-graphs.ts'
import { countFaults } from './canvas-routing-count.ts'
import { printTable } from './measure.ts'

const UMD = resolve(import.meta.dirname, '../node_modules/@dineug/erd-editor/dist/erd-editor.umd.js')

async function theirDrawings(graphs: readonly Graph[]) {
  const script = readFileSync(UMD)
  const server = createServer((request, response) => {
    const isScript = request.url?.endsWith('.js') === true
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><body style="margin:0"><script src="/editor.js"></script></body>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const browser = await launchBrowser()
  try {
    const drawings = []
    for (const graph of graphs) {
      const page = await browser.newPage({ viewport: { width: 5200, height: 3600 } })
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      drawings.push(await page.evaluate(strokedDiagram, graph))
      await page.close()
    }
    return drawings
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}

const rows: Record<string, string | number>[] = []
const add = (who: string, graph: Graph, drawing: Parameters<typeof countFaults>[0]): void => {
  const faults = countFaults(drawing)
  rows.push({
    who,
    graph: graph.name,
    boxes: drawing.boxes.length,
    lines: drawing.routes.length,
    crossings: faults.crossings,
    'lines through boxes': faults.penetrations,
    'pairs on each other': faults.overlaps,
    'px on each other': Math.round(faults.overlapPx),
  })
}
const theirs = existsSync(UMD) ? await theirDrawings(GRAPHS) : null
GRAPHS.forEach((graph, i) => {
  add('Relata', graph, ourDrawing(graph))
  const other = theirs?.[i]
  if (other !== undefined) add('erd-editor 3.9.0', graph, other)
})
printTable('Lines: what goes wrong', rows)
if (theirs === null) console.log('erd-editor is not there: run `npm ci` in test/ for the comparison.')
