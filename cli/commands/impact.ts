import type { DeletePlan, PlannedRows } from '../../shared/orm/delete/plan.ts'
import type { CliCommand } from '../command.ts'
import { DATABASE_OPTION, TIMEOUT_OPTION, databasePath, giveDesign, withDatabase } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const impact: CliCommand = {
  name: 'impact',
  arguments: ['<design>', '<model>', '<pk...>'],
  summary: 'Show what deleting these rows would do; nothing is changed',
  options: [DATABASE_OPTION, TIMEOUT_OPTION, ...DESIGN_OPTIONS],
  async run(invocation, [source = '', model = '', ...pks], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const path = databasePath(invocation, options)
    return withDatabase(invocation, path, options, { mode: 'read', create: false }, async (session) => {
      await giveDesign(session, doc)
      const keys = pks.map((pk) => (/^-?\d{1,15}$/.test(pk) ? Number(pk) : pk))
      const plan = await session.sql.call('impact.run', { model, pks: keys, design: null }, session.signal)
      return { json: plan, text: planText(plan as unknown as DeletePlan), exit: 0 }
    })
  },
}

function planText({ outcome, deletes, updates, blockedBy, message }: DeletePlan): string {
  if (outcome !== 'deletes') {
    const rows = blockedBy.map((row) => `  ${row.label} ${String(row.pk)}: ${row.text}`)
    return [`Refused (${outcome}): ${message ?? ''}`, ...rows].join('\n')
  }
  const total = deletes.reduce((sum, rows) => sum + rows.pks.length, 0)
  return [
    `Deletes ${total} rows:`,
    ...deletes.map((rows) => `  ${rowsText(rows)}`),
    ...(updates.length === 0 ? [] : ['Changes:']),
    ...updates.map(
      (u) => `  ${rowsText(u)}: ${u.field} becomes ${u.value === null ? 'NULL' : JSON.stringify(u.value)}`,
    ),
  ].join('\n')
}

/** Keys shown of one group; a cascade may reach millions. */
const SHOWN_KEYS = 20

function rowsText({ label, pks, path }: PlannedRows): string {
  const shown = pks
    .slice(0, SHOWN_KEYS)
    .map((pk) => String(pk))
    .join(', ')
  const more = pks.length > SHOWN_KEYS ? ` … (${pks.length})` : ''
  const way = path.map((step) => step.field).join(' ← ')
  return `${label} ${shown}${more}${way === '' ? '' : `  via ${way}`}`
}
