import { BookMarked } from 'lucide-react'
import { useStore } from 'zustand'
import { rootOf } from '../../../shared/document/records.ts'
import { useApp } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import { DropMenu, MenuGroup, MenuItem, MenuRule } from '../../ui/ActionMenu.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { firstLine } from './first-line.ts'

/** Saved queries in the menu at once; the dialog has all. */
const MOST_SAVED = 12
const MOST_RECENT = 6

/** The menu beside the shell: queries kept in the design, and those run lately. */
export function SavedQueries({ onOpen }: { readonly onOpen: () => void }) {
  const { preview, prefs } = useApp()
  const queries = useEditor((s) => s.doc.queries)
  const order = useEditor((s) => rootOf(s.doc).queryOrder)
  const history = useStore(prefs, (s) => s.shellHistory)
  const put = (text: string) => preview.setCode(preview.getState().language, text)
  return (
    <DropMenu trigger={<IconButton small label={t.preview.saved} icon={<BookMarked />} />}>
      <MenuItem label={t.preview.saveQuery} onClick={onOpen} />
      <MenuItem label={t.preview.allQueries} keys="Ctrl+R" onClick={onOpen} />
      {order.length > 0 && (
        <MenuGroup label={t.preview.inDesign}>
          {order.slice(0, MOST_SAVED).map((id) => {
            const query = queries[id]
            return query === undefined ? null : (
              <MenuItem key={id} label={query.name} onClick={() => preview.setCode(query.language, query.text)} />
            )
          })}
        </MenuGroup>
      )}
      {history.length > 0 && (
        <>
          <MenuRule />
          <MenuGroup label={t.preview.recent}>
            {history
              .slice(-MOST_RECENT)
              .toReversed()
              .map((text) => (
                <MenuItem key={text} label={firstLine(text)} onClick={() => put(text)} />
              ))}
          </MenuGroup>
        </>
      )}
    </DropMenu>
  )
}
