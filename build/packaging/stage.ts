/** Puts together what goes into the archive: bundles, page, a package.json of its own. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ensureElectronBundles } from '../ensure-electron.ts'
import { ensureRenderer } from '../ensure-renderer.ts'
import { ROOT, STAGE } from './config.ts'

export async function stage(say: (line: string) => void): Promise<void> {
  await ensureRenderer(say)
  await ensureElectronBundles(say)
  rmSync(STAGE, { recursive: true, force: true })
  mkdirSync(STAGE, { recursive: true })
  cpSync(join(ROOT, 'dist', 'electron'), join(STAGE, 'dist-app'), { recursive: true })
  cpSync(join(ROOT, 'dist', 'renderer'), join(STAGE, 'renderer'), { recursive: true })
  const { name, version, description, license } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<string, string>
  const app = {
    name,
    productName: 'Relata',
    version,
    description,
    license,
    author: 'The Relata authors',
    main: 'dist-app/main.cjs',
  }
  writeFileSync(join(STAGE, 'package.json'), `${JSON.stringify(app, null, 2)}\n`)
}

export function electronVersion(): string {
  const text = readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
