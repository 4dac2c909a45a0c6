/**
 * Proof of the Django exporter on the real Django: each recorded case is imported, exported again, and
 * the exported text is run; checks, models, relations and schema have to be as recorded.
 *
 * Run: node test/verify/django-roundtrip.ts [case.json …]
 * Needs RELATA_ORACLE: the path of django_oracle.py (test/oracle/README.md). Says "not run" without it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { django as exporter } from '../../shared/exporters/django.ts'
import { django as importer } from '../../shared/importers/django.ts'
import type { Imported } from '../../shared/importers/importer.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'

const SECTIONS = 'import_error,checks,models,relations,schema'
const CASES = join(import.meta.dirname, '../oracle/cases/public')

interface Case {
  readonly id: string
  readonly models: string
  readonly app_label?: string
  readonly settings?: { readonly [name: string]: string }
}

/** The case's models after one import and one export. */
function exportedAgain({ models, app_label, settings }: Case): string {
  const file = { path: 'models.py', bytes: new TextEncoder().encode(models) }
  const options = { app: app_label ?? 'app', settings: { AUTH_USER_MODEL: 'auth.User', ...settings } }
  const { doc } = importer.import([file], options, {}) as Imported
  const { resolution, schema } = compileDesign(doc)
  return exportedText(exporter.export({ doc, resolution, schema, options: DEFAULT_EXPORT_OPTIONS }))
}

function differences(oracle: string, path: string, folder: string): string {
  const recorded = JSON.parse(readFileSync(path, 'utf8')) as Case
  const again = join(folder, 'again.json')
  writeFileSync(again, JSON.stringify({ ...recorded, models: exportedAgain(recorded), expected: undefined }))
  const answer = execFileSync('python3', [oracle, 'run', again, '--sections', SECTIONS], { encoding: 'utf8' })
  const answerFile = join(folder, 'answer.json')
  writeFileSync(answerFile, answer)
  try {
    return execFileSync('python3', [oracle, 'compare', path, answerFile, '--sections', SECTIONS], { encoding: 'utf8' })
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout ?? error)
  }
}

function main(): number {
  const oracle = process.env['RELATA_ORACLE'] ?? join(import.meta.dirname, '../oracle/django_oracle.py')
  if (!existsSync(oracle)) {
    process.stdout.write('not run: set RELATA_ORACLE to the path of django_oracle.py\n')
    return 0
  }
  const given = process.argv.slice(2)
  const paths =
    given.length > 0
      ? given
      : readdirSync(CASES)
          .filter((f) => f.endsWith('.json'))
          .map((f) => join(CASES, f))
  const folder = mkdtempSync(join(tmpdir(), 'relata-roundtrip-'))
  let failed = 0
  for (const path of paths) {
    const found = differences(oracle, path, folder)
    if (/^\s*(?:same|$)/.test(found)) continue
    failed++
    process.stdout.write(`${path}\n${found}\n`)
  }
  rmSync(folder, { recursive: true })
  process.stdout.write(
    `${paths.length - failed} of ${paths.length} cases: Django answers the exported models as it did the original\n`,
  )
  return failed === 0 ? 0 : 1
}

if (import.meta.main) process.exit(main())
