/** A version of the design as a drawing, with what differs marked by colour, sign and line. */
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { arrangeScene } from '../../shared/layout/arrange/arrange-view.ts'
import { TONE_SIGNS } from '../../shared/layout/scene/marks.ts'
import type { Tone } from '../../shared/layout/scene/marks.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'
import { diagramSvg } from '../../shared/layout/drawing/svg.ts'
import { t } from '../texts/texts.ts'

type MarkTone = Extract<Tone, 'added' | 'removed' | 'changed'>

const COLOURS: Record<'light' | 'dark', Record<MarkTone, string>> = {
  light: { added: '#17693a', removed: '#b3261e', changed: '#8a5300' },
  dark: { added: '#7bd49b', removed: '#ff9a92', changed: '#f2bd65' },
}
const LINES: Record<MarkTone, string> = { added: '', removed: '6 4', changed: '2 3' }
const BADGE_PX = 22

export function markedSvg(
  doc: ErDocument,
  wanted: ViewId,
  tones: ReadonlyMap<ModelId, Tone>,
  theme: 'light' | 'dark',
): string {
  const view = doc.views[wanted] === undefined ? rootOf(doc).viewOrder[0] : wanted
  if (view === undefined) return ''
  const scene = createScene()
  scene.reset(doc, view)
  arrangeScene(scene, { which: 'missing', engine: null })
  const marks = [...scene.nodes.values()].flatMap(({ id, x, y, width, height }) => {
    const tone = tones.get(id)
    if (tone === undefined || !(tone in COLOURS.light)) return []
    const colour = COLOURS[theme][tone as MarkTone]
    const ground = theme === 'light' ? '#ffffff' : '#14161b'
    return [
      `<rect x="${x - 4}" y="${y - 4}" width="${width + 8}" height="${height + 8}" rx="11" fill="none" stroke="${colour}" stroke-width="3" stroke-dasharray="${LINES[tone as MarkTone]}"/>`,
      `<circle cx="${x}" cy="${y}" r="${BADGE_PX / 2}" fill="${colour}"/>`,
      `<text x="${x}" y="${y + 6}" font-size="18" font-weight="700" text-anchor="middle" fill="${ground}">${TONE_SIGNS[tone]}</text>`,
    ]
  })
  return diagramSvg(doc, { view, theme, words: t.spoken }).replace(/<\/svg>\s*$/, `${marks.join('')}</svg>`)
}
