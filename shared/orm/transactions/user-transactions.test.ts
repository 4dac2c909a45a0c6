import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../../electron/sqlite/orm/orm-database.ts'
import { exportedText } from '../../exporters/exporter.ts'
import { sqlite } from '../../exporters/sqlite.ts'
import { django } from '../../importers/django.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import { evaluateLine } from '../evaluate.ts'
import { OrmSession } from '../session.ts'

const MODELS = `
from django.db import models

class Author(models.Model):
    name = models.CharField(max_length=20, unique=True)
    born = models.DateField(null=True)
`

async function opened(write = true) {
  const file = { path: 'app/models.py', bytes: new TextEncoder().encode(MODELS) }
  const { doc } = await django.import([file], { app: 'app' }, {})
  const design = compileDesign(doc)
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  connection.exec(exportedText(sqlite.export({ ...design, options: { onDelete: 'orm', extra: {} } })))
  const session = new OrmSession({ resolution: design.resolution, doc, database: ormDatabase(connection), write })
  const run = (code: string) => evaluateLine(session, code, session.scope, null)
  return { connection, run }
}

describe('transactions of a script, in a shell', () => {
  it('calls functions after the outermost block, at once where there is none, never after a failure', async () => {
    const { run } = await opened()
    run('log = []')
    run("with transaction.atomic():\n    transaction.on_commit(lambda: log.append('a'))\n    log.append('b')")
    run("transaction.on_commit(lambda: log.append('c'))")
    run(`with transaction.atomic():
    try:
        with transaction.atomic():
            transaction.on_commit(lambda: log.append('lost'))
            raise ValueError('x')
    except ValueError:
        log.append('caught')`)
    expect(run('log')).toMatchObject({ value: ['b', 'a', 'c', 'caught'] })
  })

  it('leaves a block to be undone after an error in a write, though it was caught', async () => {
    const { run } = await opened()
    run(`def broken():
    with transaction.atomic():
        Author.objects.create(name='lost')
        try:
            Author.objects.update(born='no date')
        except Exception:
            pass
        try:
            Author.objects.count()
        except transaction.TransactionManagementError as error:
            return type(error.__cause__).__name__`)
    expect(run('broken()')).toMatchObject({ value: 'ValidationError' })
    expect(run('Author.objects.count()')).toMatchObject({ value: 0 })
    run("try:\n    Author.objects.update(born='no date')\nexcept Exception:\n    seen = Author.objects.count()")
    expect(run('seen')).toMatchObject({ value: 0 })
  })

  it('goes back to a savepoint inside a block; outside there are none', async () => {
    const { connection, run } = await opened()
    run(`with transaction.atomic():
    Author.objects.create(name='kept')
    sid = transaction.savepoint()
    Author.objects.create(name='lost')
    transaction.savepoint_rollback(sid)
    sid = transaction.savepoint()
    Author.objects.create(name='too')
    transaction.savepoint_commit(sid)`)
    expect(run("list(Author.objects.values_list('name', flat=True))")).toMatchObject({ value: ['kept', 'too'] })
    expect(run('transaction.savepoint()')).toMatchObject({ value: null })
    expect(run('transaction.savepoint_rollback(None)')).toMatchObject({ value: null })
    expect(connection.inTransaction).toBe(false)
  })

  it('undoes a block that was marked', async () => {
    const { run } = await opened()
    run("with transaction.atomic():\n    Author.objects.create(name='x')\n    transaction.set_rollback(True)")
    expect(run('Author.objects.count()')).toMatchObject({ value: 0 })
    expect(run('transaction.set_rollback(True)')).toMatchObject({ type: 'TransactionManagementError' })
  })
})

describe('a cursor', () => {
  it('reads and writes rows, with dates and parameters, and nothing else', async () => {
    const { run } = await opened()
    run('from django.db import connection')
    run(`with connection.cursor() as cursor:
    cursor.execute("INSERT INTO app_author (name, born) VALUES (%s, %s)", ['Ann', '1950-02-03'])
    count = cursor.rowcount
    cursor.execute("SELECT name, born FROM app_author WHERE name LIKE 'A%%' AND id = %(id)s", {'id': 1})
    row = cursor.fetchone()`)
    expect(run('count, row')).toMatchObject({ value: [1, ['Ann', '1950-02-03']] })
    for (const sql of ['DROP TABLE app_author', "ATTACH 'x' AS y", 'PRAGMA user_version = 3'])
      expect(run(`connection.cursor().execute("${sql}")`)).toMatchObject({ type: 'NotImplementedError' })
    expect(run('cursor.fetchall()')).toMatchObject({ value: [] })
    expect(run('cursor.execute("SELECT 1")')).toMatchObject({ type: 'ProgrammingError' })
  })

  it('writes nothing where the session may only read', async () => {
    const { run } = await opened(false)
    run('from django.db import connection')
    for (const sql of ['DELETE FROM app_author', 'WITH a AS (SELECT 1) DELETE FROM app_author'])
      expect(run(`connection.cursor().execute("${sql}")`)).toMatchObject({ kind: 'error' })
  })
})
