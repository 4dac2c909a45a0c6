/** The standing parts of the HTML documentation: its look, and the script for search and zoom. */

import { SVG_THEMES } from '../../layout/drawing/svg-theme.ts'

/** Light colours of the drawing with those that stand for them in the dark, by their places in the themes. */
function darkColours(light: unknown, dark: unknown): readonly (readonly [string, string])[] {
  if (typeof light === 'string') return typeof dark === 'string' ? [[light, dark]] : []
  if (light === null || dark === null || typeof light !== 'object' || typeof dark !== 'object') return []
  const others = new Map<string, unknown>(Object.entries(dark))
  return Object.entries(light).flatMap(([key, value]) => darkColours(value, others.get(key)))
}

/** One drawing for both: its colours stand as attributes, which a style sheet outweighs. The first of two equals counts. */
const DARK_DRAWING = [...new Map(darkColours(SVG_THEMES.light, SVG_THEMES.dark).toReversed())]
  .map(([light, dark]) =>
    ['fill', 'stroke', 'stop-color'].map((is) => `#diagram [${is}="${light}"] { ${is}: ${dark} }`).join(' '),
  )
  .join('\n')

export const STYLE = `
:root { color-scheme: light dark; --line: #d4d9e2; --soft: #f3f5f9; --text: #1d2433; --muted: #5b667a; --mark: #1f5fd6; --page: #fff }
@media screen and (prefers-color-scheme: dark) {
:root { --line: #343c4c; --soft: #1f2530; --text: #e6eaf2; --muted: #9aa5b8; --mark: #7aa7ff; --page: #161b24 }
#diagram#diagram { background: ${SVG_THEMES.dark.bg} }
${DARK_DRAWING}
}
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.5 Inter, system-ui, sans-serif; color: var(--text); background: var(--page); display: grid; grid-template-columns: 260px 1fr; height: 100vh }
nav { border-right: 1px solid var(--line); padding: 16px; overflow: auto }
nav h1 { font-size: 17px; margin: 0 0 12px; overflow-wrap: anywhere }
nav input { width: 100%; padding: 6px 10px; font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 6px }
nav ul { list-style: none; margin: 12px 0; padding: 0 }
nav a { display: block; padding: 3px 6px; border-radius: 4px; color: inherit; text-decoration: none; overflow-wrap: anywhere }
nav a:hover, nav a:focus-visible { background: var(--soft) }
main { overflow: auto }
#diagram { height: 55vh; overflow: hidden; border-bottom: 1px solid var(--line); background: ${SVG_THEMES.light.bg}; cursor: grab; touch-action: none; position: relative }
#diagram svg { width: 100%; height: 100%; display: block }
#zoom { position: absolute; right: 12px; top: 12px; display: flex; gap: 4px }
#zoom button { font: inherit; padding: 2px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--page); color: inherit; cursor: pointer }
section { padding: 16px 24px; border-bottom: 1px solid var(--line) }
section h2 { font-size: 18px; margin: 0; overflow-wrap: anywhere }
section a { color: var(--mark) }
section p { color: var(--muted); margin: 4px 0 10px; overflow-wrap: anywhere }
#diagram:focus-visible { outline: 3px solid var(--mark); outline-offset: -3px }
section ul { margin: 10px 0 0; padding-left: 20px; color: var(--muted) }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 4px 10px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
th { color: var(--muted); font-weight: 500 }
code { font: 12.5px 'JetBrains Mono', ui-monospace, monospace }
.found { outline: 3px solid var(--mark) }
@media screen and (max-width: 720px) {
body { display: block; height: auto }
nav { border-right: 0; border-bottom: 1px solid var(--line); padding: 12px 16px 4px }
nav ul { max-height: 26vh; overflow: auto }
main { overflow: visible }
#diagram { height: 45vh; touch-action: pan-y }
section { padding: 12px 16px; overflow-x: auto }
th, td { overflow-wrap: break-word }
th:nth-child(-n+3), td:nth-child(-n+3) { white-space: nowrap }
}
@media print { nav, #zoom { display: none } body { display: block; height: auto } section { break-inside: avoid } }
`

/** No name of the design ever stands in here: it reads them from the page as text. */
export const SCRIPT = `
'use strict'
const svg = document.querySelector('#diagram svg')
const search = document.getElementById('search')
const entries = [...document.querySelectorAll('nav li')]
const sections = [...document.querySelectorAll('main section')]
const boxes = svg ? [...svg.querySelectorAll('g[transform]')].filter((g) => g.querySelector(':scope > text')) : []
const whole = svg ? { ...['x', 'y', 'width', 'height'].reduce((o, k) => ({ ...o, [k]: svg.viewBox.baseVal[k] }), {}) } : null
let view = whole ? { ...whole } : null
function show() { svg.setAttribute('viewBox', view.x + ' ' + view.y + ' ' + view.width + ' ' + view.height) }
function zoom(factor, px, py) {
  const width = Math.min(Math.max(view.width * factor, 50), whole.width * 4)
  const real = width / view.width
  view = { x: view.x + (view.width - view.width * real) * px, y: view.y + (view.height - view.height * real) * py, width, height: view.height * real }
  show()
}
function reveal(index) {
  const title = sections[index]?.dataset.title
  const box = boxes.find((g) => g.querySelector(':scope > text').textContent === title)
  if (!box || !view) return
  const area = box.getBBox()
  const at = box.transform.baseVal[0].matrix
  view = { x: at.e - area.width, y: at.f - area.height * 0.5, width: area.width * 3, height: area.height * 2 }
  show()
}
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter((w) => w !== '')
  sections.forEach((section, i) => {
    const text = section.textContent.toLowerCase()
    const fits = words.every((w) => text.includes(w))
    section.hidden = !fits
    if (entries[i]) entries[i].hidden = !fits
  })
  const named = sections.findIndex((s) => words.every((w) => s.dataset.title.toLowerCase().includes(w)))
  const left = named >= 0 ? named : sections.findIndex((s) => !s.hidden)
  if (words.length > 0 && left >= 0) reveal(left)
  else if (view) { view = { ...whole }; show() }
}
search.addEventListener('input', filter)
entries.forEach((entry, i) => entry.firstElementChild.addEventListener('click', () => reveal(i)))
if (svg) {
  const frame = document.getElementById('diagram')
  frame.addEventListener('wheel', (e) => {
    e.preventDefault()
    const r = frame.getBoundingClientRect()
    zoom(Math.exp(e.deltaY * 0.0015), (e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height)
  }, { passive: false })
  frame.addEventListener('pointermove', (e) => {
    if (e.buttons !== 1) return
    const scale = Math.max(view.width / frame.clientWidth, view.height / frame.clientHeight)
    view = { ...view, x: view.x - e.movementX * scale, y: view.y - e.movementY * scale }
    show()
  })
  const moves = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }
  frame.addEventListener('keydown', (e) => {
    const [dx, dy] = moves[e.key] ?? [0, 0]
    if (e.target !== frame || e.ctrlKey || e.metaKey || e.altKey) return
    if (e.key === '+' || e.key === '=') zoom(0.8, 0.5, 0.5)
    else if (e.key === '-') zoom(1.25, 0.5, 0.5)
    else if (e.key === '0') { view = { ...whole }; show() }
    else if (dx !== 0 || dy !== 0) { view = { ...view, x: view.x + view.width * dx, y: view.y + view.height * dy }; show() }
    else return
    e.preventDefault()
  })
  document.getElementById('zoom-in').addEventListener('click', () => zoom(0.8, 0.5, 0.5))
  document.getElementById('zoom-out').addEventListener('click', () => zoom(1.25, 0.5, 0.5))
  document.getElementById('zoom-all').addEventListener('click', () => { view = { ...whole }; show() })
}
`
