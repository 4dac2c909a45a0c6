/**
 * Who may import whom (DESIGN.md §1). Prints file, rule and where to read for each broken one.
 * A folder that is not in the table is an error too, so every new room is placed once.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { cyclicBases } from './cycles.ts'
import { earlyUses } from './early-uses.ts'
import type { Source } from './cycles.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** Room → rooms it may import from, itself always included. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'shared/util': [],
  'shared/diagnostics': ['shared/util'],
  'shared/document': ['shared/util', 'shared/diagnostics'],
  'shared/python': ['shared/util', 'shared/diagnostics', 'shared/document'],
  'shared/history': ['shared/util', 'shared/diagnostics', 'shared/document'],
  // A rename follows the name into source that is kept as text.
  'shared/commands': ['shared/util', 'shared/diagnostics', 'shared/document', 'shared/history', 'shared/python'],
  'shared/relations': ['shared/util', 'shared/diagnostics', 'shared/document', 'shared/python'],
  'shared/schema': ['shared/util', 'shared/diagnostics', 'shared/document', 'shared/python', 'shared/relations'],
  'shared/evolve': above('shared/schema'),
  'shared/orm': above('shared/schema'),
  'shared/sample': above('shared/schema'),
  'shared/exporters': [...above('shared/schema'), 'shared/layout', 'shared/sample', 'shared/importers'],
  // From one version of a design to the next, as text to take along.
  'shared/migrations': [...above('shared/schema'), 'shared/evolve', 'shared/exporters'],
  // Queries in the words of the libraries that the exporters write schemas for.
  'shared/query-code': [...above('shared/schema'), 'shared/orm', 'shared/exporters'],
  'shared/importers': above('shared/schema'),
  // The scene on the canvas follows the document patch by patch.
  'shared/layout': ['shared/util', 'shared/diagnostics', 'shared/document', 'shared/history', 'shared/relations'],
  'shared/protocol': ['shared/util', 'shared/diagnostics', 'shared/document'],
  // Cells and filters as they cross the wire, in the words of the ORM.
  'shared/rows': [...above('shared/schema'), 'shared/orm', 'shared/protocol'],
  electron: ['shared'],
  renderer: ['shared'],
  // `serve` and `open` build the page first, as npm start does.
  cli: ['shared', 'electron', 'build'],
  build: ['shared', 'electron', 'cli', 'renderer', 'test'],
  examples: ['shared', 'electron', 'cli'],
  test: ['shared', 'electron', 'renderer', 'cli', 'build', 'examples'],
}

/** Packages and globals of one environment that the pure core must not touch. */
const SHARED_FORBIDS = /^(node:|electron|react|@base-ui|@xyflow|better-sqlite3|ws$|zustand$|@codemirror)/

function above(room: string): readonly string[] {
  return [room, 'shared/util', 'shared/diagnostics', 'shared/document', 'shared/python', 'shared/relations']
}

const IMPORT =
  /^\s*(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

/** One line per broken rule; [] when all is well. */
function brokenLayers(all: readonly Source[] = sources()): readonly string[] {
  return all.flatMap(({ file, text }) => {
    const room = roomOf(file)
    if (room === null) return [`${file}: no rule for this folder in build/layers.ts (DESIGN.md §1)`]
    // Tests beside a file may reach further down the arrows' ends to build their input.
    if (/\.test\.tsx?$/.test(file)) return []
    return importsOf(text).flatMap((specifier) => broken(file, room, specifier))
  })
}

function broken(file: string, room: string, specifier: string): readonly string[] {
  if (!specifier.startsWith('.')) {
    if (room.startsWith('shared/') && SHARED_FORBIDS.test(specifier)) {
      return [`${file}: the pure core may not import ${specifier} (DESIGN.md §1: no React, Electron, node:*, DOM)`]
    }
    return []
  }
  const target = roomOf(relative(ROOT, resolve(ROOT, dirname(file), specifier)))
  if (target === null || target === room) return []
  const allowed = ALLOWED[room] ?? []
  if (allowed.some((a) => target === a || target.startsWith(`${a}/`))) return []
  return [`${file}: ${room} may not import ${target} (${specifier}); see DESIGN.md §1`]
}

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
}

function roomOf(file: string): string | null {
  const parts = file.split('/')
  const room = parts[0] === 'shared' ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
  return room in ALLOWED ? room : null
}

function sources(): readonly Source[] {
  const rooms = ['shared', 'electron', 'renderer', 'cli', 'build', 'examples', 'test']
  return rooms.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .map((name) => join(room, name))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules') && !file.includes('/generated/'))
      .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') })),
  )
}

if (process.argv[1] === import.meta.filename) {
  const all = sources()
  const lines = [...brokenLayers(all), ...cyclicBases(all), ...earlyUses(all)]
  for (const line of lines) console.error(line)
  process.exit(lines.length === 0 ? 0 : 1)
}
