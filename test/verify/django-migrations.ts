/**
 * Proof of the written Django migrations on the real Django: the earlier models are migrated, ours is put beside that
 * migration, and with the later models `makemigrations --check` has to find nothing left; then all of it is run.
 *
 * Run: node test/verify/django-migrations.ts [name …]
 * Needs RELATA_DJANGO: the folder that holds the `django` package. Says "not run" without it.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ErDocument } from '../../shared/document/records.ts'
import { exportDjangoFiles } from '../../shared/exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import { djangoMigrations } from '../../shared/migrations/django.ts'
import { versionsOf } from '../../shared/migrations/migration.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { migrationPairs } from '../support/migration-pairs.ts'
import type { MigrationPair } from '../support/migration-pairs.ts'

const manage = (django: string, apps: readonly string[]): string => `
import sys
sys.path[:0] = [${JSON.stringify(django)}, '.']
import django
from django.conf import settings
settings.configure(
    INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', ${apps.map((app) => `'${app}'`).join(', ')}],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField', USE_TZ=True,
)
django.setup()
from django.core.management import execute_from_command_line
execute_from_command_line(['manage.py', *sys.argv[1:]])
`

/** null: nothing is left to migrate, and the migrations run. */
function problemOf({ before, after }: MigrationPair, django: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'relata-migrations-'))
  const owners = [before, after].flatMap((doc) =>
    Object.values(doc.models).flatMap((m) => (m.external ? [] : (doc.apps[m.app]?.label ?? []))),
  )
  const apps = [...new Set(owners)]
  const put = (doc: ErDocument): void => {
    for (const app of apps) {
      mkdirSync(join(folder, app, 'migrations'), { recursive: true })
      for (const file of ['__init__.py', 'models.py', 'migrations/__init__.py'])
        writeFileSync(join(folder, app, file), '')
    }
    const { resolution, schema } = compileDesign(doc)
    for (const { path, text } of exportDjangoFiles({ doc, resolution, schema, options: DEFAULT_EXPORT_OPTIONS }))
      writeFileSync(join(folder, path), text)
  }
  const run = (...args: readonly string[]): string | null => {
    const done = spawnSync('python3', ['manage.py', ...args], { cwd: folder, encoding: 'utf8' })
    return done.status === 0 ? null : `${args.join(' ')}: ${done.stdout}${done.stderr}`
  }
  writeFileSync(join(folder, 'manage.py'), manage(django, apps))
  put(before)
  const ours = (): void => {
    put(after)
    for (const { app, name, text } of djangoMigrations(versionsOf(before, after)))
      writeFileSync(join(folder, app, 'migrations', `${name}.py`), text)
  }
  const problem =
    run('makemigrations', ...apps) ??
    run('migrate') ??
    (ours(), run('makemigrations', '--check', '--dry-run', '-v', '3', ...apps)) ??
    run('migrate')
  rmSync(folder, { recursive: true })
  return problem
}

function main(): number {
  const django = process.env['RELATA_DJANGO']
  if (django === undefined) {
    process.stdout.write('not run: set RELATA_DJANGO to the folder that holds the django package\n')
    return 0
  }
  const wanted = process.argv.slice(2)
  const pairs = migrationPairs().filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  let failed = 0
  for (const pair of pairs) {
    const problem = problemOf(pair, django)
    if (problem === null) continue
    failed++
    process.stdout.write(`${pair.name}\n${problem}\n`)
  }
  process.stdout.write(`${pairs.length - failed} of ${pairs.length}: Django finds nothing left to migrate\n`)
  return failed === 0 ? 0 : 1
}

if (import.meta.main) process.exit(main())
