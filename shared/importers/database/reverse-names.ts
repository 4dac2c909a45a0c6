/** Names at the far ends of relations: Django's own where they do not clash. */
import type { ModelId } from '../../document/ids.ts'
import { snakeCase } from '../../document/names.ts'
import { fieldName, keyFieldName, wordsOf } from './names.ts'
import { columnOf, sameName } from './plan.ts'
import type { Planned } from './plan.ts'
import type { RawForeignKey } from './raw.ts'

export class ReverseNames {
  /** Names in use by model, in lower case. */
  readonly #used = new Map<ModelId, Set<string>>()

  /** Says the other end's name of a key, by the field's; null: Django's own will do. */
  of(planned: Planned, target: Planned, fk: RawForeignKey): (field: string) => string | null {
    return (field) => {
      const used = this.#usedOf(target)
      const natural = planned.name.toLowerCase()
      const siblings = planned.table.foreignKeys.filter(
        (other) => sameName(other.table, fk.table) && other.schema === fk.schema,
      )
      if (fk.reverseName != null) return taken(used, snakeCase(fk.reverseName))
      if (siblings.length < 2 && !used.has(natural)) {
        used.add(natural)
        return null
      }
      return taken(used, `${snakeCase(planned.name)}_${field}_set`)
    }
  }

  /** The name, or the next that is free at the target. */
  free(target: Planned, wanted: string): string {
    return taken(this.#usedOf(target), wanted)
  }

  #usedOf(target: Planned): Set<string> {
    const known = this.#used.get(target.id)
    if (known !== undefined) return known
    const used = new Set<string>([...columnNames(target), ...relationNames(target)])
    this.#used.set(target.id, used)
    return used
  }
}

const NONE: ReadonlySet<string> = new Set()

function columnNames({ table }: Planned): readonly string[] {
  return table.columns.map((c) => fieldName(c.fieldName ?? wordsOf(c), NONE))
}

/** What the target's own keys and edges will be called: a key of `file_id` is its field `file`. */
function relationNames({ table }: Planned): readonly string[] {
  const keys = table.foreignKeys.flatMap(({ fieldName: said, columns: [first = '', ...rest] }) => {
    const column = rest.length > 0 ? undefined : columnOf(table, first)
    if (said != null) return [fieldName(said, NONE)]
    return column === undefined ? [] : [keyFieldName(column.fieldName ?? wordsOf(column), NONE)]
  })
  return [...keys, ...(table.manyToMany ?? []).map(({ name }) => fieldName(name, NONE))]
}

function taken(used: Set<string>, wanted: string): string {
  const name = fieldName(wanted, used)
  used.add(name)
  return name
}
