/** What was guessed of a database, each with the one command that takes it back. */
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import type { Options } from '../../document/records.ts'

/** A join table that became a many-to-many edge: it can be a model of its own. */
export function undoJoin(model: ModelId, id: FieldId): Fix {
  return { label: 'Make it a model', command: { type: 'relation.promote', params: { model, id, keepTable: true } } }
}

/** A many-to-many that was added beside its join table's model. */
export function undoEdge(model: ModelId, id: FieldId, name: string): Fix {
  return { label: `Remove ${name}`, command: { type: 'field.delete', params: { model, ids: [id] } } }
}

/** A unique foreign key read as a one-to-one. */
export function undoOneToOne(model: ModelId, id: FieldId, options: Options): Fix {
  const unique: Options = options['primary_key'] === true ? options : { ...options, unique: true }
  const params = { model, id, kind: 'foreignKey', options: unique }
  return { label: 'Make it a foreign key', command: { type: 'relation.set', params } }
}

/** A model's name that is not its table's. */
export function undoName(id: ModelId, name: string): Fix {
  return { label: `Name it ${name}`, command: { type: 'model.rename', params: { id, name } } }
}

/** A table that others refer to but that is not there. */
export function undoMissing(id: ModelId): Fix {
  return {
    label: 'Make it part of the design',
    command: { type: 'model.setExternal', params: { id, external: false } },
  }
}
