import type { App } from '../app/app-context.tsx'
import { canMakeExplicit, makeExplicit, promote, selectedRelation } from '../state/promote.ts'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

const editable = ({ editor }: App): boolean => editor.getState().readOnly === null

export const RELATION_ACTIONS: readonly Action<App>[] = [
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
