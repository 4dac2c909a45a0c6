/** Runs in a page that has erd-editor's script: draws the graph with it and gives what was stroked. */
import type { Drawing } from './canvas-routing-count.ts'
import type { Graph } from './canvas-routing-graphs.ts'

/** What the script's element answers. */
interface ErdEditor extends HTMLElement {
  readonly value: string
  setInitialValue(text: string): void
  setSchemaSQL(text: string): void
}

interface End {
  readonly x: number
  readonly y: number
}

type Path = (readonly [string, ...number[]])[]

export async function strokedDiagram({ cells, links }: Graph): Promise<Drawing> {
  const editor = document.createElement('erd-editor') as ErdEditor
  Object.assign(editor.style, { display: 'block', width: '5200px', height: '3600px' })
  document.body.append(editor)
  editor.setInitialValue('')
  const tables = cells.map((_, i) => {
    const columns = links.flatMap(([a, b], n) =>
      a === i ? [`ref${n} INT, CONSTRAINT k${n} FOREIGN KEY (ref${n}) REFERENCES t${b}(id)`] : [],
    )
    return `CREATE TABLE t${i} (id INT PRIMARY KEY${columns.map((column) => `, ${column}`).join('')});`
  })
  editor.setSchemaSQL(tables.join('\n'))
  await new Promise((done) => setTimeout(done, 1500))
  const design = JSON.parse(editor.value) as {
    settings: { width: number; height: number }
    collections: { tableEntities: Record<string, { name: string; ui: { x: number; y: number } }> }
  }
  design.settings.width = 5200
  design.settings.height = 3600
  // Its boxes are 1.9 times as wide as ours and as much lower: cells in proportion.
  for (const { name, ui } of Object.values(design.collections.tableEntities)) {
    const cell = cells[Number(name.slice(1))]
    if (cell === undefined) continue
    ui.x = Math.round(100 + (cell.column + cell.dx) * 700)
    ui.y = Math.round(100 + (cell.row + cell.dy) * 340)
  }
  const strokes: Path[] = []
  const pen = CanvasRenderingContext2D.prototype as unknown as Record<string, (...args: unknown[]) => unknown>
  const open = new WeakMap<object, Path>()
  const place = (g: CanvasRenderingContext2D, x: number, y: number): [number, number] => {
    const m = g.getTransform()
    return [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]
  }
  for (const name of ['beginPath', 'moveTo', 'lineTo', 'arc', 'closePath', 'stroke']) {
    const native = pen[name] as (...args: unknown[]) => unknown
    pen[name] = function record(this: CanvasRenderingContext2D, ...args: unknown[]) {
      if (name === 'beginPath') open.set(this, [])
      else if (name === 'stroke') strokes.push([...(open.get(this) ?? [])])
      else if (name === 'moveTo' || name === 'lineTo')
        open.get(this)?.push([name, ...place(this, Number(args[0]), Number(args[1]))])
      else open.get(this)?.push([name])
      return native.apply(this, args)
    }
  }
  editor.setInitialValue(JSON.stringify(design))
  await new Promise((done) => setTimeout(done, 3500))
  // It draws a first way and then better ones: of each relation the last that was stroked between its final ends counts.
  const { relationshipEntities } = (
    JSON.parse(editor.value) as { collections: { relationshipEntities: Record<string, { start: End; end: End }> } }
  ).collections
  const boxes = new Map<string, Drawing['boxes'][number]>()
  const routes = new Map<string, number[]>()
  for (const path of strokes) {
    const arcs = path.filter(([name]) => name === 'arc').length
    const points = path.filter(([name]) => name === 'moveTo' || name === 'lineTo')
    const xs = points.map(([, x]) => x ?? 0)
    const ys = points.map(([, , y]) => y ?? 0)
    const [x, y] = [Math.min(...xs), Math.min(...ys)]
    const [width, height] = [Math.max(...xs) - x, Math.max(...ys) - y]
    const isBox = arcs === 4 && path.at(-1)?.[0] === 'closePath' && width > 150 && height > 30
    if (isBox) boxes.set(`${Math.round(x)} ${Math.round(y)}`, { x, y, width, height })
    // A relation: its line, then the marks as subpaths of their own.
    const end = path.findIndex(([name], i) => i > 0 && name === 'moveTo')
    const line = path.slice(0, end < 0 ? 0 : end)
    if (line.length < 3 || path.at(-1)?.[0] === 'closePath' || line.some(([name]) => name === 'arc')) continue
    const route = line.flatMap(([, px = 0, py = 0]) => [px, py])
    const long = Math.max(...route.map((v, i) => Math.abs(v - (route[i + 2] ?? v))))
    if (long <= 30) continue
    const isAt = (x0: number, y0: number, at: End): boolean => Math.abs(x0 - at.x) < 2 && Math.abs(y0 - at.y) < 2
    for (const [id, { start, end: last }] of Object.entries(relationshipEntities)) {
      const fits =
        isAt(route[0] as number, route[1] as number, start) &&
        isAt(route.at(-2) as number, route.at(-1) as number, last)
      if (fits) routes.set(id, route)
    }
  }
  return { boxes: [...boxes.values()], routes: [...routes.values()] }
}
