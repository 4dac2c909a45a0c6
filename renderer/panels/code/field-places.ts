/** Where a model's fields stand in the text of its class, as an exporter wrote it. */
import { parseModule } from '../../../shared/python/parse.ts'

export interface FieldPlace {
  readonly name: string
  /** Offsets into the text; whole lines. */
  readonly from: number
  readonly to: number
}

/** @param text one class, perhaps with blank lines around it */
export function fieldPlaces(text: string): readonly FieldPlace[] {
  const statement = parseModule(text).body.find((one) => one.type === 'ClassDef')
  if (statement?.type !== 'ClassDef') return []
  return statement.body.flatMap((one) => {
    const target = one.type === 'Assign' ? one.targets[0] : one.type === 'AnnAssign' ? one.target : undefined
    return target?.type === 'Name' ? [{ name: target.id, from: one.from, to: one.to }] : []
  })
}
