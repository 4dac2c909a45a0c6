/** Lines that are wrapped between names: what is too long and has no spaces would be broken in the middle of one. */
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from '@codemirror/view'
import type { DecorationSet, ViewUpdate } from '@codemirror/view'
import type { Extension } from '@codemirror/state'
import { JOINT } from '../../ui/joints.ts'

const joints = new MatchDecorator({ regexp: JOINT, decoration: Decoration.mark({ class: 'cm-joint' }) })

/** A zero width space that is drawn and neither text nor said: the caret, the clipboard and a screen reader know nothing of it. */
const looks = EditorView.theme({ '.cm-joint::before': { content: '"\\200B" / ""' } })

export const softLines: Extension = [
  EditorView.lineWrapping,
  looks,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = joints.createDeco(view)
      }
      update(update: ViewUpdate): void {
        this.decorations = joints.updateDeco(update, this.decorations)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]
