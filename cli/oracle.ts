/**
 * Prints our answer to each case, one JSON line `{"id", "answer"}` each. The form of cases and answers:
 * test/oracle/README.md. What goes wrong with one section or case is said on stderr.
 *
 *   npm run -s oracle -- CASE.json…
 */
import { readFile } from 'node:fs/promises'
import { exactInteger } from '../shared/orm/fixtures.ts'
import { answerCase } from './oracle/answer.ts'
import type { OracleCase } from './oracle/oracle-case.ts'

const WRONG_USAGE = 2
const WORLD_FAILED = 3

async function main(paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    process.stderr.write('usage: npm run -s oracle -- CASE.json…\n')
    return WRONG_USAGE
  }
  let exit = 0
  for (const path of paths) {
    const asked = await readCase(path)
    if (asked === null) {
      exit = WORLD_FAILED
      continue
    }
    const answer = await answerCase(asked, (section, error) => {
      process.stderr.write(`${asked.id}: ${section}: ${error instanceof Error ? error.stack : String(error)}\n`)
    })
    process.stdout.write(`${JSON.stringify({ id: asked.id, answer })}\n`)
  }
  return exit
}

async function readCase(path: string): Promise<OracleCase | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8'), exactInteger) as OracleCase
  } catch (error) {
    process.stderr.write(`${path}: ${(error as Error).message}\n`)
    return null
  }
}

process.exitCode = await main(process.argv.slice(2))
