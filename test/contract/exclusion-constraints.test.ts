/** Exclusion constraints: kept as written in models.py, made and enforced by PostgreSQL, said to be missing elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { django } from '../../shared/exporters/django.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { postgresqlFolder, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'

const MODELS = `from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q


class TsTzRange(Func):
    function = "TSTZRANGE"


class Room(models.Model):
    name = models.CharField(max_length=20)


class Booking(models.Model):
    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    days = DateRangeField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="days_overlap",
                expressions=[("days", RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)],
                condition=Q(cancelled=False),
            ),
            ExclusionConstraint(
                name="times_overlap",
                expressions=[
                    (TsTzRange("start", "end", RangeBoundary()), RangeOperators.OVERLAPS),
                    (F("room"), "="),
                ],
                deferrable=Deferrable.DEFERRED,
                include=["cancelled"],
            ),
            ExclusionConstraint(
                name="same_days", index_type="SPGIST", expressions=[("days", RangeOperators.ADJACENT_TO)]
            ),
            ExclusionConstraint(name="unknown", expressions=[(Own("days"), "&&")]),
        ]
`

const imported = importText('models.py', MODELS, { app: 'app' })
const OPTIONS = { onDelete: 'orm', extra: {} } as const

async function exported(exporter: typeof postgresql | typeof sqlite | typeof mysql | typeof django) {
  return exporter.export({ ...compileDesign((await imported).doc), options: OPTIONS })
}

const messages = async (exporter: typeof sqlite | typeof mysql | typeof postgresql) =>
  (await exported(exporter)).diagnostics.map(({ message }) => message)

describe('exclusion constraints', () => {
  const bin = postgresqlFolder()
  let engine: Engine | null = null
  beforeAll(async () => {
    if (bin === null) console.log('not run: PostgreSQL is not installed on this machine')
    else engine = await startPostgresql(bin)
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)

  it('stay as written through models.py', async () => {
    const text = exportedText(await exported(django))
    const again = await importText('models.py', text, { app: 'app' })
    expect(exportedText(django.export({ ...compileDesign(again.doc), options: OPTIONS }))).toBe(text)
    expect(text).toContain('include=["cancelled"]')
    expect(text.match(/ExclusionConstraint\(/g)).toHaveLength(4)
  })

  it('are said to be missing where no database has them', async () => {
    const missing = (label: string) =>
      ['days_overlap', 'times_overlap', 'same_days', 'unknown'].map(
        (name) => `${label} cannot say the ExclusionConstraint ${name}; it is left out.`,
      )
    expect(await messages(sqlite)).toEqual(missing('SQLite'))
    expect(await messages(mysql)).toEqual(missing('MySQL / MariaDB'))
    expect(await messages(postgresql)).toEqual(['PostgreSQL cannot say the constraint unknown; it is left out.'])
  })

  it.runIf(bin !== null)('keep two bookings of a room apart', async () => {
    const { createDatabase, run, rows } = engine as Engine
    createDatabase('rooms')
    run('rooms', `${exportedText(await exported(postgresql))}INSERT INTO app_room (name) VALUES ('a'), ('b');`)
    const booked = `SELECT conname, contype, condeferrable FROM pg_constraint WHERE contype = 'x' ORDER BY conname`
    expect(rows('rooms', booked)).toEqual([
      ['days_overlap', 'x', 'f'],
      ['same_days', 'x', 'f'],
      ['times_overlap', 'x', 't'],
    ])
    const book = (room: number, from: number, to: number, hour: number, cancelled = false) =>
      run(
        'rooms',
        `INSERT INTO app_booking (room_id, days, start, "end", cancelled) VALUES (${room}, '[2024-01-${from},2024-01-${to})',
         '2024-01-01 ${hour}:00+00', '2024-01-01 ${hour + 1}:00+00', ${cancelled});`,
      )
    expect(() => book(1, 10, 12, 10)).not.toThrow()
    expect(() => book(1, 11, 14, 12)).toThrow(/days_overlap/)
    expect(() => book(2, 11, 14, 10)).not.toThrow()
    expect(() => book(1, 11, 14, 12, true)).not.toThrow()
    expect(() => book(1, 20, 22, 10)).toThrow(/times_overlap/)
    expect(() => book(1, 14, 16, 14)).toThrow(/same_days/)
  })

  it.runIf(bin !== null)('come back from a script and from a dump as they were', async () => {
    const { createDatabase, run, rows, dump } = engine as Engine
    const script = `CREATE EXTENSION btree_gist;
CREATE TABLE visit (id int PRIMARY KEY, "Room" int, day daterange, a timestamptz, b timestamptz, c int, gone boolean,
  EXCLUDE USING gist (day WITH &&, "Room" WITH OPERATOR(pg_catalog.=)) INCLUDE (gone) WHERE (NOT gone AND "Room" > 0),
  CONSTRAINT hours EXCLUDE USING gist (tstzrange(a, b, '[)') WITH &&, "Room" gist_int4_ops WITH =) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT next EXCLUDE USING spgist (day WITH -|-) DEFERRABLE,
  CONSTRAINT plain EXCLUDE ("Room" WITH =),
  CONSTRAINT lost EXCLUDE USING gist (c WITH =),
  CONSTRAINT gone_too EXCLUDE USING gist (day WITH &&)
);
ALTER TABLE visit RENAME "Room" TO room;
ALTER TABLE visit RENAME CONSTRAINT next TO later;
ALTER TABLE visit DROP CONSTRAINT gone_too;
ALTER TABLE visit DROP COLUMN c;
`
    const defined = (database: string) =>
      rows(database, `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x' ORDER BY 1`)
    createDatabase('given')
    run('given', script)
    const expected = defined('given').filter(([text]) => !text?.includes('btree'))
    expect(expected).toHaveLength(3)
    for (const [name, text] of Object.entries({ script, dumped: dump('given') })) {
      const { doc, diagnostics } = await importText('visit.sql', text, { app: 'app' })
      expect(diagnostics.filter((d) => d.code === 'relata.6030').map((d) => d.message.includes('btree'))).toEqual(
        name === 'script' ? [false] : [true],
      )
      createDatabase(name)
      run(name, exportedText(postgresql.export({ ...compileDesign(doc), options: OPTIONS })))
      expect(defined(name)).toEqual(expected)
    }
  })
})
