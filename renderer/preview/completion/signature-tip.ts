/** Signatures in the editor: of the call that is being written, above the line, and of the name under the pointer. */
import { StateField } from '@codemirror/state'
import type { EditorState, Extension } from '@codemirror/state'
import { EditorView, hoverTooltip, showTooltip } from '@codemirror/view'
import type { Tooltip } from '@codemirror/view'
import type { Resolution } from '../../../shared/relations/types.ts'
import { t } from '../../texts/texts.ts'
import { caretContext } from './chain.ts'
import { signatureAt, signatureOf } from './signature-at.ts'
import type { SignatureHelp } from './signature-at.ts'
import { plainName } from './words.ts'

export function signatureTips(resolution: () => Resolution): Extension {
  const find = (state: EditorState): Tooltip | null => {
    const { head, empty } = state.selection.main
    if (!empty) return null
    const help = signatureAt(state.sliceDoc(0, head), resolution)
    return help === null ? null : { pos: head, above: true, arrow: false, create: () => ({ dom: tip(help) }) }
  }
  const field = StateField.define<Tooltip | null>({
    create: () => null,
    update: (now, transaction) => (transaction.docChanged || transaction.selection ? find(transaction.state) : now),
    provide: (f) => showTooltip.from(f),
  })
  const hover = hoverTooltip((view, pos) => {
    const word = view.state.wordAt(pos)
    if (word === null) return null
    const ahead = view.state.sliceDoc(0, word.to)
    const { receiver, word: name } = caretContext(ahead)
    const known = signatureOf(name, receiver ?? '', ahead, resolution())
    if (known === null) return null
    return { pos: word.from, end: word.to, above: true, create: () => ({ dom: tip({ ...known, active: null }) }) }
  })
  return [field, hover, LOOK]
}

function tip({ kind, name, params, active }: SignatureHelp): HTMLElement {
  const dom = element('div', 'cm-tooltip-signature')
  dom.setAttribute('role', 'tooltip')
  const head = element('div', 'cm-signature')
  head.append(`${name}(`)
  for (const [index, param] of params.entries()) {
    if (index > 0) head.append(', ')
    const part = element('span', index === active ? 'cm-signature-active' : '')
    part.append(param)
    head.append(part)
  }
  head.append(')')
  dom.append(head)
  const words = kind === 'model' ? '' : (t.signatures[kind][name] ?? t.signatures[kind][plainName(name)] ?? '')
  if (words !== '') {
    const text = element('div', 'cm-signature-text')
    text.append(words)
    dom.append(text)
  }
  return dom
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  return made
}

const LOOK = EditorView.theme({
  '.cm-tooltip-signature': {
    maxWidth: 'min(34rem, 90vw)',
    padding: '4px 8px',
    fontSize: 'var(--text-sm)',
    // It may stand over the bar above the editor: what is there stays within reach.
    pointerEvents: 'none',
  },
  '.cm-signature': { fontFamily: 'var(--font-mono)', color: 'var(--color-text-muted)' },
  '.cm-signature-active': { color: 'var(--color-text)', fontWeight: '700', textDecoration: 'underline' },
  '.cm-signature-text': { marginTop: '2px', fontFamily: 'var(--font-sans)' },
})
