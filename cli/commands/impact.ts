import type { ErDocument } from '../../shared/document/records.ts'
import { impactLines } from '../../shared/orm/delete/tree-text.ts'
import { impactTree } from '../../shared/orm/delete/tree.ts'
import type { ImpactNode, WirePlan } from '../../shared/orm/delete/tree.ts'
import type { WireScalar } from '../../shared/protocol/scalars.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { textOption } from '../command.ts'
import type { CliCommand, Invocation, OptionValues, Reply } from '../command.ts'
import {
  DATABASE_OPTION,
  TIMEOUT_OPTION,
  databasePath,
  giveDesign,
  syncDesign,
  withDatabase,
  withTemporaryFile,
} from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const impact: CliCommand = {
  name: 'impact',
  arguments: ['<design>', '<model>', '<pk...>'],
  summary: 'Show what deleting these rows would do; nothing is changed',
  options: [
    { ...DATABASE_OPTION, description: 'the SQLite file; else the rows of the design' },
    TIMEOUT_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = '', model = '', ...pks], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const asked = { doc, model, keys: pks.map(keyOf) }
    if (textOption(options, 'db') !== undefined)
      return ask(invocation, databasePath(invocation, options), options, asked)
    return withTemporaryFile((path) => ask(invocation, path, options, { ...asked, isNew: true }))
  },
}

interface Asked {
  readonly doc: ErDocument
  readonly model: string
  readonly keys: readonly (WireScalar | WireScalar[])[]
  /** A file that gets the design's tables and rows first. */
  readonly isNew?: boolean
}

async function ask(
  invocation: Invocation,
  path: string,
  options: OptionValues,
  { doc, model, keys, isNew = false }: Asked,
): Promise<Reply> {
  const open = { mode: isNew ? 'write' : 'read', create: isNew } as const
  return withDatabase(invocation, path, options, open, async (session) => {
    await (isNew ? syncDesign(session, doc) : giveDesign(session, doc))
    const plan = await session.sql.call(
      'impact.run',
      { model, pks: [...keys], code: null, design: null },
      session.signal,
    )
    const wire = plan as unknown as WirePlan
    const tree = impactTree(wire, compileDesign(doc).resolution)
    return { json: { ...wire, tree }, text: planText(wire, tree), exit: 0 }
  })
}

/** A composite key is written as a JSON list: `["N", 1]`. */
function keyOf(written: string): WireScalar | WireScalar[] {
  const parts = /^\s*\[.*\]\s*$/s.test(written) ? listOf(written) : null
  return parts ?? (/^-?\d{1,15}$/.test(written) ? Number(written) : written)
}

/** null: no list of plain values, which the session then says of the key as written. */
function listOf(written: string): WireScalar[] | null {
  try {
    const items = JSON.parse(written) as unknown[]
    return items.every((item) => item === null || typeof item !== 'object') ? (items as WireScalar[]) : null
  } catch {
    return null
  }
}

function planText(plan: WirePlan, tree: readonly ImpactNode[]): string {
  const rows = plan.deletes.reduce((sum, { pks }) => sum + pks.length, 0)
  const changed = plan.updates.reduce((sum, { pks }) => sum + pks.length, 0)
  const changes = changed === 0 ? '' : `, changes ${changed}`
  const title =
    plan.outcome === 'deletes'
      ? `Deletes ${rows} ${rows === 1 ? 'row' : 'rows'}${changes}:`
      : `Refused (${plan.outcome}): ${plan.message ?? ''}`
  return [title, ...impactLines(tree)].join('\n')
}
