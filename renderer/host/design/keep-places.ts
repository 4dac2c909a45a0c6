/**
 * Where boxes stand, for designs that are saved onto Python files: models.py has no room for it, so it is
 * kept in a file beside it, if the user wants one. Asked once, remembered, and changed in the inspector.
 */
import type { ErDocument } from '../../../shared/document/records.ts'
import type { OpenedDocument } from '../../../shared/protocol/methods/doc.ts'
import { t } from '../../texts/texts.ts'
import { ask } from '../ask.tsx'

export interface Places {
  /** `models.relata-views.json` */
  readonly file: string
  /** false: what lies there is not ours to write. */
  readonly isOurs: boolean
  /** null: not asked yet. */
  readonly keep: boolean | null
}

/** A file that is there already is kept up; else what the user said last. */
export function placesOf(source: OpenedDocument['source'], remembered: boolean | null): Places | null {
  if (source === undefined) return null
  const { file, exists, isOurs } = source.views
  return { file, isOurs, keep: isOurs && (exists ? true : remembered) }
}

/** What a drawing consists of besides the models. */
export type Drawing = Pick<ErDocument, 'views' | 'placements' | 'areas' | 'notes'>

export function drawingOf({ views, placements, areas, notes }: ErDocument): Drawing {
  return { views, placements, areas, notes }
}

export function isSameDrawing(a: Drawing, b: Drawing): boolean {
  return a.views === b.views && a.placements === b.placements && a.areas === b.areas && a.notes === b.notes
}

/** null: not now; to be asked again. */
export async function askToKeep(file: string): Promise<boolean | null> {
  const choice = await ask({
    title: t.files.keepPlacesTitle,
    text: t.files.keepPlacesText(file),
    buttons: [
      { value: 'never', label: t.files.neverKeep },
      { value: 'later', label: t.files.later },
      { value: 'keep', label: t.files.keepPlaces },
    ],
  })
  return choice === 'keep' ? true : choice === 'never' ? false : null
}
