import { ChevronDown, Filter, Network, Plus, ArrowLeft, ArrowRight, SlidersHorizontal, Waypoints } from 'lucide-react'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { ViewId } from '../../shared/document/ids.ts'
import { actionOf } from '../actions/registry.ts'
import { runAction } from '../actions/run-action.ts'
import { useApp } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { ActionItems, DropMenu, MenuRule } from '../ui/ActionMenu.tsx'
import { IconButton } from '../ui/Button.tsx'
import { t } from '../texts/texts.ts'
import { findStore } from './find-store.ts'
import { canTravel, goToView } from './go.ts'
import { Trail } from './Trail.tsx'
import { renameView, viewsOf } from './view-edits.ts'
import styles from './ViewBar.module.css'

/** Above the drawing: back and forward, the views, where one is, and ways to find something. */
export function ViewBar() {
  return (
    <div className={styles['bar']} role="group" aria-label={t.views.bar}>
      <Travel />
      <Tabs />
      <ViewMenu />
      <Trail />
      <span className={styles['spring']} />
      <PanelButton panel="filter" icon={<Filter />} />
      <PanelButton panel="neighbours" icon={<Network />} />
      <PanelButton panel="path" icon={<Waypoints />} />
      <DisplayMenu />
    </div>
  )
}

function Travel() {
  const app = useApp()
  // The trail says whether there is a place; whether it still exists is looked at when one goes there.
  useStore(findStore, (s) => s.trail)
  const arrows = [
    ['go.back', -1, <ArrowLeft key="back" />],
    ['go.forward', 1, <ArrowRight key="forward" />],
  ] as const
  return arrows.map(([id, by, icon]) => {
    const action = actionOf(id)
    return (
      <IconButton
        key={id}
        small
        label={action.label}
        keys={action.keys[0]}
        icon={icon}
        aria-disabled={!canTravel(app, by)}
        onClick={() => runAction(app, action)}
      />
    )
  })
}

function Tabs() {
  const app = useApp()
  const list = useRef<HTMLDivElement>(null)
  // The views' records and their order; a moved box renders nothing here.
  const views = useEditor((s) => s.doc.views)
  const order = useEditor((s) => s.doc.root['root']?.viewOrder)
  const open = useEditor((s) => s.view)
  const renaming = useStore(findStore, (s) => s.renaming)
  const ids = (order ?? []).filter((id) => views[id] !== undefined)

  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.target instanceof HTMLInputElement) return
    const next = ids[(ids.indexOf(open) + by + ids.length) % ids.length]
    if (next === undefined) return
    event.preventDefault()
    goToView(app, next)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus())
  }

  return (
    // The keys are those of the tabs in it.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div ref={list} className={styles['tabs']} role="tablist" aria-label={t.views.title} onKeyDown={onKeyDown}>
      {ids.map((id) =>
        id === renaming ? (
          <NameInput key={id} view={id} name={views[id]?.name ?? ''} />
        ) : (
          <button
            key={id}
            type="button"
            role="tab"
            className={styles['tab']}
            aria-selected={id === open}
            tabIndex={id === open ? 0 : -1}
            onClick={() => goToView(app, id)}
            onDoubleClick={() => findStore.setState({ renaming: id })}
          >
            {views[id]?.name}
          </button>
        ),
      )}
    </div>
  )
}

function NameInput({ view, name }: { readonly view: ViewId; readonly name: string }) {
  const app = useApp()
  const close = (): void => findStore.setState({ renaming: null })
  return (
    <input
      className={styles['name']}
      aria-label={t.views.name}
      defaultValue={name}
      spellCheck={false}
      // A tab that is being renamed was asked for: the caret belongs into it.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={(event) => event.target.select()}
      onBlur={(event) => {
        renameView(app, view, event.target.value)
        close()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        else if (event.key === 'Escape') {
          event.currentTarget.value = name
          event.currentTarget.blur()
        }
        event.stopPropagation()
      }}
    />
  )
}

function ViewMenu() {
  const { editor } = useApp()
  useEditor((s) => s.view)
  const many = viewsOf(editor.getState().doc).length > 1
  return (
    <>
      <IconActionButton id="view.new" icon={<Plus />} />
      <DropMenu trigger={<IconButton small label={t.views.menu} icon={<ChevronDown />} />}>
        <ActionItems
          actions={['view.new', 'view.fromSelection', 'view.models', 'view.addSelected', 'view.removeSelected'].map(
            actionOf,
          )}
        />
        <MenuRule />
        <ActionItems
          actions={[
            'view.rename',
            'view.duplicate',
            ...(many ? ['view.delete', 'view.next', 'view.previous'] : []),
          ].map(actionOf)}
        />
      </DropMenu>
    </>
  )
}

function IconActionButton({ id, icon }: { readonly id: string; readonly icon: React.ReactNode }) {
  const app = useApp()
  const action = actionOf(id)
  return (
    <IconButton small label={action.label} keys={action.keys[0]} icon={icon} onClick={() => runAction(app, action)} />
  )
}

function PanelButton({
  panel,
  icon,
}: {
  readonly panel: 'filter' | 'neighbours' | 'path'
  readonly icon: React.ReactNode
}) {
  const app = useApp()
  const isOpen = useStore(findStore, (s) => s.panel === panel)
  const action = actionOf(`go.${panel}`)
  return (
    <IconButton
      small
      label={action.label}
      keys={action.keys[0]}
      icon={icon}
      pressed={isOpen}
      onClick={() => runAction(app, action)}
    />
  )
}

const DISPLAY = [
  ['display.colour.app', 'display.colour.area', 'display.colour.none'],
  ['display.hideAudit', 'display.keysOnly'],
  ['display.collapseAll', 'display.expandAll'],
  ['canvas.fit', 'go.clear'],
] as const

function DisplayMenu() {
  return (
    <DropMenu trigger={<IconButton small label={t.views.display} icon={<SlidersHorizontal />} />}>
      {DISPLAY.map((ids, index) => (
        <div key={ids[0]}>
          {index > 0 && <MenuRule />}
          <ActionItems actions={ids.map(actionOf)} />
        </div>
      ))}
    </DropMenu>
  )
}
