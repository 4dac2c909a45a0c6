import { Menu } from '@base-ui/react/menu'
import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import { keyParts } from '../../actions/keys.ts'
import { ACTIONS_BY_ID } from '../../actions/registry.ts'
import popup from '../../ui/Popup.module.css'
import { canvasStore } from '../canvas-store.ts'
import type { CanvasMenu as MenuState } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'

/** What each menu offers, by action id; '-' is a line. */
const ITEMS: Record<MenuState['target']['kind'], readonly string[]> = {
  canvas: [
    'canvas.addHere',
    'canvas.addUser',
    'canvas.addNote',
    'canvas.addArea',
    '-',
    'canvas.paste',
    'canvas.selectAll',
    '-',
    'canvas.arrange',
    'canvas.arrangeTopDown',
    'canvas.arrangeCompact',
    'canvas.arrangeStar',
    'canvas.arrangeByApp',
    'canvas.tidyNew',
    '-',
    'canvas.fit',
    'canvas.zoom100',
  ],
  model: [
    'canvas.rename',
    'canvas.addField',
    'canvas.relate',
    '-',
    'preview.rows',
    'go.neighbours',
    'edit.renameEverywhere',
    '-',
    'canvas.copy',
    'canvas.duplicate',
    '-',
    'canvas.collapse',
    'canvas.lock',
    'canvas.arrangeSelected',
    'canvas.arrangeStar',
    'canvas.groupInArea',
    '-',
    'canvas.delete',
  ],
  area: ['canvas.rename', 'canvas.collapse', 'canvas.lock', '-', 'canvas.delete'],
  note: ['canvas.rename', 'canvas.lock', '-', 'canvas.delete'],
  field: [
    'canvas.rename',
    'edit.renameEverywhere',
    'canvas.editType',
    'canvas.fieldUp',
    'canvas.fieldDown',
    'canvas.goToTarget',
    'canvas.swapEnds',
    'canvas.straighten',
    'relation.promote',
    'relation.makeExplicit',
    '-',
    'canvas.delete',
  ],
}

/** The context menu of the canvas, a model or a field, at the pointer. */
export function CanvasMenu({ engine }: { readonly engine: Engine }) {
  const app = useApp()
  const menu = useStore(canvasStore, (s) => s.menu)
  if (menu === null) return null
  const anchor = { getBoundingClientRect: () => new DOMRect(menu.at.x, menu.at.y, 0, 0) }
  return (
    <Menu.Root open modal={false} onOpenChange={(open) => !open && canvasStore.setState({ menu: null })}>
      <Menu.Portal>
        <Menu.Positioner className={popup['positioner']} anchor={anchor} side="bottom" align="start">
          <Menu.Popup className={`${popup['popup']} ${popup['menu']}`} finalFocus={() => !isWriting() && engine.root}>
            {ITEMS[menu.target.kind].map((id, i) => {
              if (id === '-') return <Menu.Separator key={`line${i}`} className={popup['separator']} />
              const action = ACTIONS_BY_ID.get(id)
              if (action === undefined) return null
              const enabled = action.isEnabled(app)
              if (!enabled && ONLY_WHERE_POSSIBLE.has(id)) return null
              return (
                <Menu.Item key={id} className={popup['item']} disabled={!enabled} onClick={() => void action.run(app)}>
                  <span className={popup['itemBody']}>{action.label}</span>
                  {keysOf(action) !== undefined && (
                    <span className={`${popup['itemKeys'] ?? ''} ${popup['itemText'] ?? ''}`}>
                      {keyParts(keysOf(action) ?? '').join(' ')}
                    </span>
                  )}
                </Menu.Item>
              )
            })}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** What the menu opened keeps the keyboard: a new note that loses it at once, empty as it is, would go. */
function isWriting(): boolean {
  const { editing, writing, relation } = canvasStore.getState()
  return editing !== null || writing !== null || relation !== null
}

/** Of relations only: greyed they would puzzle whoever clicked a plain field. */
const ONLY_WHERE_POSSIBLE = new Set([
  'canvas.straighten',
  'canvas.goToTarget',
  'canvas.swapEnds',
  'relation.promote',
  'relation.makeExplicit',
])

/** The clipboard has the system's keys, not ones of ours. */
const SYSTEM_KEYS: { readonly [id: string]: string } = {
  'canvas.copy': 'Mod+C',
  'canvas.cut': 'Mod+X',
  'canvas.paste': 'Mod+V',
}

function keysOf({ id, keys }: { readonly id: string; readonly keys: readonly string[] }): string | undefined {
  return SYSTEM_KEYS[id] ?? keys[0]
}
