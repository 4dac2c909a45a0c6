/** Whether the page writes texts as wide as the boxes take them to be: another font or a least size would differ. */
import { NAME_SIZE_PX, TITLE_SIZE_PX, TYPE_SIZE_PX } from '../../../shared/layout/box/box.ts'
import { textWidth } from '../../../shared/layout/box/text-metrics.ts'
import type { FontFace } from '../../../shared/layout/box/text-metrics.ts'

const SAMPLE = 'The quick brown fox jumps over a lazy dog_id 0123456789'
const MOST_OFF = 1.01
const STYLES: readonly (readonly [className: string, face: FontFace, sizePx: number])[] = [
  ['box-title', 'semibold', TITLE_SIZE_PX],
  ['row-name', 'regular', NAME_SIZE_PX],
  ['row-type', 'mono', TYPE_SIZE_PX],
]

/** Marks the canvas once its fonts are there and known: what has room is then not clipped. */
export async function markMeasured(root: HTMLElement): Promise<void> {
  const probe = document.createElement('div')
  probe.className = 'box'
  probe.setAttribute('aria-hidden', 'true')
  probe.style.cssText = 'position: absolute; width: 0; height: 0; overflow: hidden; visibility: hidden'
  const texts = STYLES.map(([className]) => {
    const text = document.createElement('span')
    text.className = className
    text.style.cssText = 'position: absolute; padding: 0; overflow: visible; white-space: pre'
    text.textContent = SAMPLE
    return text
  })
  probe.append(...texts)
  root.append(probe)
  // Fonts are fetched when something is to be written in them.
  await new Promise((done) => requestAnimationFrame(done))
  await document.fonts.ready
  const isKnown = texts.every((text, i) => {
    const [, face, sizePx] = STYLES[i] ?? ['', 'regular', 0]
    return text.getBoundingClientRect().width <= textWidth(SAMPLE, face, sizePx) * MOST_OFF
  })
  probe.remove()
  root.toggleAttribute('data-measured', isKnown)
}
