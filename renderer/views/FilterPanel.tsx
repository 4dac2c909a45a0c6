import { ChevronDown } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { useUi } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { DropMenu, MenuGroup, MenuItem } from '../ui/ActionMenu.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { t } from '../texts/texts.ts'
import { PanelEnd, Said, useFound } from './FindPanel.tsx'
import { findStore } from './find-store.ts'
import { filterSuggestions } from './model-filter.ts'
import { membersOf } from './spots.ts'
import styles from './FindPanel.module.css'

const SUGGESTED = 12

/** Words that models have to fit; the rest of the drawing fades, or goes. */
export function FilterPanel() {
  const filter = useStore(findStore, (s) => s.filter)
  const hides = useStore(findStore, (s) => s.hides)
  const doc = useEditor((s) => s.doc)
  const view = useEditor((s) => s.view)
  const input = useRef<HTMLInputElement>(null)
  const asked = useUi((s) => (s.focus?.place === 'find' ? s.focus.n : 0))
  useEffect(() => {
    if (asked > 0) input.current?.select()
  }, [asked])
  const found = useFound()
  const all = useMemo(() => membersOf(doc, view).length, [doc, view])
  const suggestions = useMemo(() => filterSuggestions(doc, view).slice(0, SUGGESTED), [doc, view])
  return (
    <>
      <input
        ref={input}
        type="search"
        className={styles['input']}
        aria-label={t.views.filter.label}
        placeholder={t.views.filter.placeholder}
        spellCheck={false}
        value={filter}
        onChange={(event) => findStore.setState({ filter: event.target.value })}
      />
      <DropMenu trigger={<IconButton small label={t.views.filter.suggestions} icon={<ChevronDown />} />}>
        <MenuGroup label={t.views.filter.suggestions}>
          {suggestions.map((text) => (
            <MenuItem
              key={text}
              label={text}
              onClick={() => findStore.setState({ filter: `${filter.trim()} ${text}`.trim() })}
            />
          ))}
        </MenuGroup>
      </DropMenu>
      {found.models !== null && <Said>{t.views.filter.found(found.models.size, all)}</Said>}
      <Check label={t.views.filter.hide} checked={hides} onChange={(on) => findStore.setState({ hides: on })} />
      <PanelEnd found={found} />
    </>
  )
}
