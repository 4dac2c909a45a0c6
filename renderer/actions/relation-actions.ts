import type { App } from '../app/app-context.tsx'
import { canMakeExplicit, makeExplicit, promote, selectedRelation } from '../state/promote.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import { addGenericKey } from '../state/generic-key.ts'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

const editable = ({ editor }: App): boolean => editor.getState().readOnly === null

/** The one model that is selected and has a table of its own. */
function oneModel({ editor }: App): ModelId | null {
  const { doc, selection } = editor.getState()
  const [first] = selection.models
  if (first === undefined || selection.models.size > 1) return null
  return doc.models[first]?.external === false && doc.models[first].kind !== 'proxy' ? first : null
}

export const RELATION_ACTIONS: readonly Action<App>[] = [
  {
    id: 'relation.generic',
    label: t.actions.genericKey.label,
    description: t.actions.genericKey.text,
    group: 'Relation',
    keys: [],
    isEnabled: (app) => editable(app) && oneModel(app) !== null,
    run(app) {
      const model = oneModel(app)
      if (model !== null) addGenericKey(app, model)
    },
  },
  {
    id: 'relation.promote',
    label: t.actions.promote.label,
    description: t.actions.promote.text,
    group: 'Relation',
    keys: [],
    isEnabled(app) {
      const found = selectedRelation(app)
      return (
        editable(app) && found?.field.kind === 'manyToMany' && found.field.through === null && found.field.to !== null
      )
    },
    run(app) {
      const found = selectedRelation(app)
      if (found !== null) promote(app, found.model, found.field.id)
    },
  },
  {
    id: 'relation.makeExplicit',
    label: t.actions.makeExplicit.label,
    description: t.actions.makeExplicit.text,
    group: 'Relation',
    keys: [],
    isEnabled(app) {
      const found = selectedRelation(app)
      return editable(app) && found !== null && canMakeExplicit(app, found.model, found.field)
    },
    run(app) {
      const found = selectedRelation(app)
      if (found !== null) makeExplicit(app, found.model, found.field.id)
    },
  },
]
