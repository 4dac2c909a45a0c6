/** Generated TypeScript as a user's program would have it: compiled, beside the libraries, loaded. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { ErDocument } from '../../shared/document/records.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const OPTIONS = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    experimentalDecorators: true,
    useDefineForClassFields: false,
    skipLibCheck: true,
    outDir: 'out',
    types: ['node'],
  },
  include: ['*.ts'],
}

export interface LoadedExports {
  readonly modules: ReadonlyMap<string, Record<string, unknown>>
  remove(): void
}

/** Each design's export as a loaded module, by the design's name. */
export async function loadExports(
  exporter: Exporter,
  designs: readonly (readonly [name: string, doc: ErDocument])[],
): Promise<LoadedExports> {
  return loadTexts(
    designs.map(([name, doc]) => [
      name,
      exportedText(exporter.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })),
    ]),
  )
}

/** TypeScript by the name of its module. */
export async function loadTexts(texts: readonly (readonly [name: string, text: string])[]): Promise<LoadedExports> {
  const folder = mkdtempSync(join(ROOT, 'test', 'generated-'))
  for (const [name, text] of texts) writeFileSync(join(folder, `${name}.ts`), text)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(OPTIONS))
  const run = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' })
  if (run.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(run.stdout)
  }
  const modules = new Map<string, Record<string, unknown>>()
  for (const [name] of texts) {
    const path = join(folder, 'out', `${name}.js`)
    modules.set(name, (await import(pathToFileURL(path).href)) as Record<string, unknown>)
  }
  return { modules, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
