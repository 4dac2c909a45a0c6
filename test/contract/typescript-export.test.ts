import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { EXPORTERS } from '../../shared/exporters/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Beside the proofs' packages, so that `drizzle-orm` and `kysely` are found. */
const FOLDER = mkdtempSync(join(ROOT, 'test', 'generated-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

const OPTIONS = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  },
  include: ['*.ts'],
}

/** Their own contract tests compile them as strictly and then run them. */
const COMPILED_ELSEWHERE: ReadonlySet<string> = new Set(['typeorm', 'sequelize', 'mikro-orm'])

describe('TypeScript exports', () => {
  it('of every design compile strictly', () => {
    const targets = EXPORTERS.filter((e) => e.language === 'typescript' && !COMPILED_ELSEWHERE.has(e.id))
    for (const [name, doc] of allDesigns()) {
      const compiled = compileDesign(doc)
      const texts = new Map<string, string>()
      for (const onDelete of ['orm', 'database'] as const) {
        for (const target of targets) {
          const text = exportedText(target.export({ ...compiled, options: { onDelete, extra: {} } }))
          if (onDelete === 'database' && text === texts.get(target.id)) continue
          texts.set(target.id, text)
          writeFileSync(join(FOLDER, `${name}.${onDelete}.${target.id}.ts`), `${text}export {}\n`)
        }
      }
    }
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(OPTIONS))
    const run = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', FOLDER], { encoding: 'utf8' })
    expect(run.stdout).toBe('')
    expect(run.status).toBe(0)
  }, 600_000)
})
