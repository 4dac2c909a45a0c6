/** Whether something built is older than what it was built from. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { ROOT } from './run.ts'

/** One hash over names, sizes and times of all files below the given files and folders. Tests do not count. */
function inputsHash(inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const input of inputs) for (const file of filesOf(input)) hash.update(`${file}\n`)
  return hash.digest('hex')
}

function filesOf(input: string): string[] {
  const path = join(ROOT, input)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (stat.isFile()) return [`${input} ${stat.size} ${stat.mtimeMs}`]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => {
      const { size, mtimeMs, isFile } = describe(join(path, name))
      return isFile ? [`${input}/${name} ${size} ${mtimeMs}`] : []
    })
}

function describe(path: string) {
  const stat = statSync(path, { throwIfNoEntry: false })
  return { size: stat?.size ?? 0, mtimeMs: stat?.mtimeMs ?? 0, isFile: stat?.isFile() === true }
}

/**
 * Runs `build` unless `folder` was built from just these inputs. It builds into a folder of its own that
 * then takes the place, so that an interrupted build, or two at once, leave nothing half done.
 */
export async function buildOnce(
  folder: string,
  inputs: readonly string[],
  build: (into: string) => Promise<unknown>,
): Promise<boolean> {
  const target = join(ROOT, folder)
  const stamp = `${target}.stamp`
  const hash = inputsHash(inputs)
  if (readText(stamp) === hash && hasFiles(target)) return false
  const fresh = `${target}.${process.pid}`
  const old = `${target}.old.${process.pid}`
  mkdirSync(dirname(target), { recursive: true })
  try {
    await build(fresh)
    if (hasFiles(target)) renameSync(target, old)
    renameSync(fresh, target)
    writeFileSync(stamp, hash)
  } finally {
    for (const path of [fresh, old]) rmSync(path, { recursive: true, force: true })
  }
  return true
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function hasFiles(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0
  } catch {
    return false
  }
}
