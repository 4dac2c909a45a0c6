/**
 * The page's first script: paints the saved design as soon as its text is here, then loads the page around it. Only what
 * that picture needs is imported here; React, panels and the rest come with `page.tsx`.
 */
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../ui/tokens.css'
import '../ui/base.css'
import '../canvas/canvas.css'
import { paintFirst } from '../canvas/painting/first-picture.ts'
import { readEarly } from '../host/design/early-design.ts'
import { firstAnswer } from '../host/connection/first-answer.ts'
import { canvasPlace } from './first-place.ts'
import { forbidGeneratedCode } from './no-generated-code.ts'
import { applyTheme, THEMES } from './theme.ts'

/** The host answers within a few ms; where it does not, the page would wait for it as well. */
const PATIENCE_MS = 1_500

/** The frame with the picture is out when this resolves. */
async function firstPicture(): Promise<void> {
  const answer = await firstAnswer(PATIENCE_MS)
  if (answer === null) return
  const { language } = answer.prefs
  const theme = THEMES.find((one) => one === answer.prefs['theme'])
  if (theme !== undefined) applyTheme(theme)
  // What the page's words will be: it is not loaded yet.
  if (language === 'en' || language === 'fr') {
    document.documentElement.dataset['language'] = language
    document.documentElement.lang = language
  }
  const doc = answer.text === '' ? null : readEarly(answer.text)
  if (doc === null) return
  if (paintFirst(doc, canvasPlace(answer.prefs, { width: innerWidth, height: innerHeight }))) await nextFrame()
}

function nextFrame(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  // A page in the background has no frames.
  setTimeout(resolve, 100)
  requestAnimationFrame(() => setTimeout(resolve))
  return promise
}

forbidGeneratedCode()
const place = document.getElementById('root')
if (place === null) throw new Error('No #root in the page')
await firstPicture().catch((thrown: unknown) => console.warn('No first picture:', thrown))
const { showPage } = await import('./page.tsx')
showPage(place)
