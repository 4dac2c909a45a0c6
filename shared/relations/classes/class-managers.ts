/** Which managers a class has. */
import type { Member } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import type { Lineage } from './mro.ts'
import { SHAPE } from './shape.ts'
import type { Shape } from './shape.ts'
import { MANAGER, MANAGER_OBJECT } from '../world/world.ts'

const NONE: readonly never[] = []

/** Rule R35: managers declared in the class, `objects` where there is none at all. */
export function managersIn(cells: Cells, members: readonly Member[]): readonly string[] {
  if (members.length === 0) return NONE
  // One that was made before the class comes before those that its body makes.
  const earlier: (readonly [at: number, name: string])[] = []
  const own = members.flatMap(({ name, source }) => {
    const value = /^\s*\w+\s*(?::[^=]*)?=\s*(.*)$/s.exec(source)?.[1]
    if (value === undefined) return []
    const at = /^\w+\s*$/.test(value) ? cells.input<number>(MANAGER_OBJECT, value.trim()) : undefined
    if (at !== undefined) earlier.push([at, name])
    const called = /^(?:\w+\.)*(\w+)\s*\(/.exec(value)?.[1] ?? ''
    const isManager = called.endsWith('Manager') || cells.input<true>(MANAGER, called) === true
    return isManager || /\.as_manager\(|\.from_queryset\(/.test(value) ? [name] : []
  })
  return earlier.length === 0 ? own : [...earlier.toSorted(([a], [b]) => a - b).map(([, name]) => name), ...own]
}

export function managersOf(
  cells: Cells,
  lineage: Lineage,
  local: readonly string[],
  abstract: boolean,
): Pick<Shape, 'managers' | 'ownManagers'> {
  if (lineage.mro.length === 1 && local.length === 0) return abstract ? NO_MANAGERS : DEFAULT_MANAGERS
  const inherited = lineage.mro.slice(1).flatMap((id) => cells.get(SHAPE, id)?.ownManagers ?? [])
  const ownManagers = local.length + inherited.length === 0 && !abstract ? ['objects'] : local
  return { managers: [...new Set([...ownManagers, ...inherited])], ownManagers }
}

const NO_MANAGERS = { managers: NONE, ownManagers: NONE }
const DEFAULT_MANAGERS = { managers: ['objects'], ownManagers: ['objects'] }
