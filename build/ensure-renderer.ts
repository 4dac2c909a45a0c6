/** The built page in `dist/renderer`, built when it is missing or older than its sources. */
import { join } from 'node:path'
import { buildOnce } from './build-stamp.ts'
import { ROOT } from './run.ts'

const INPUTS = ['renderer', 'shared', 'build/vite.renderer.config.ts', 'package-lock.json']

/** @returns whether something had to be built */
export function ensureRenderer(say: (line: string) => void = () => {}): Promise<boolean> {
  return buildOnce('dist/renderer', INPUTS, async (into) => {
    say('relata: building the page (its sources changed) …')
    const { build } = await import('vite')
    const configFile = join(ROOT, 'build', 'vite.renderer.config.ts')
    const before = process.env['NODE_ENV']
    try {
      await build({ configFile, logLevel: 'error', build: { outDir: into, emptyOutDir: true } })
    } finally {
      // The page's settings made it `production`; who asked may be a test.
      if (before === undefined) delete process.env['NODE_ENV']
      else process.env['NODE_ENV'] = before
    }
  })
}
