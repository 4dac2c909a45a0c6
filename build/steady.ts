/**
 * Runs vitest; a few files that failed run once more, alone, since a test that needs a browser or a database process
 * can fail for want of a free processor. What passes then is named as unsteady: a fault to be found, in the test or in
 * what it tests. What fails twice has failed.
 *
 * Arguments are vitest's own options: `node build/steady.ts --config vitest.e2e.config.ts`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ROOT, runTool } from './run.ts'

/** More than this is no want of processor time. */
const MOST_FILES_AGAIN = 3

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

interface Run {
  readonly ok: boolean
  /** Failed files, from the root, and in each what failed. */
  readonly failed: ReadonlyMap<string, readonly string[]>
}

async function run(args: readonly string[]): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'relata-report-'))
  try {
    const file = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { status } = await runTool({ name: 'vitest', command: 'vitest', args: ['run', ...reporters, ...args] })
    return { ok: status === 0, failed: failures(readReport(file)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Null where vitest ended before it could write one. */
function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return null
  }
}

/** Failed files and the full names of what failed in each; an empty list where the file itself could not run. */
export function failures(report: Report | null): ReadonlyMap<string, readonly string[]> {
  const failed = (report?.testResults ?? []).filter(({ status }) => status === 'failed')
  return new Map(
    failed.map(({ name, assertionResults }) => [
      relative(ROOT, name),
      assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    ]),
  )
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2)
  const first = await run(args)
  const files = [...first.failed.keys()]
  if (first.ok) process.exit(0)
  // Errors outside of tests are in no file's results.
  if (files.length === 0 || files.length > MOST_FILES_AGAIN) process.exit(1)
  console.log(`\nonce more, alone: ${files.join(', ')}\n`)
  const second = await run([...args, ...files])
  for (const [file, names] of first.failed) {
    const word = second.failed.has(file) ? 'failed twice' : 'UNSTEADY (failed, then passed)'
    for (const name of names.length === 0 ? ['(the file)'] : names) console.log(`${word}: ${file} > ${name}`)
  }
  process.exit(second.ok ? 0 : 1)
}
