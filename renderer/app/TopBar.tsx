import {
  Contrast,
  LayoutGrid,
  Menu as MenuIcon,
  Monitor,
  Moon,
  Plus,
  Redo2,
  Search,
  Share2,
  Sun,
  Undo2,
  Upload,
} from 'lucide-react'
import { useStore } from 'zustand'
import type { Step } from '../../shared/history/history.ts'
import { ActionButton } from '../actions/ActionButton.tsx'
import { ACTIONS, actionOf } from '../actions/registry.ts'
import { keymap } from '../actions/keymap.ts'
import { runAction } from '../actions/run-action.ts'
import type { ActionGroup } from '../actions/action.ts'
import { stepName } from '../history/step-name.ts'
import { useEditor } from '../state/use-editor.tsx'
import { ActionItems, DropMenu, MenuGroup, MenuItem, MenuRule, SubMenu } from '../ui/ActionMenu.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Keys } from '../ui/Keys.tsx'
import { cx } from '../ui/cx.ts'
import { report } from '../actions/run-action.ts'
import { t } from '../texts/texts.ts'
import { useApp, usePrefs } from './app-context.tsx'
import { MENUS, TOP_MENUS } from './menus.ts'
import { applyTheme, THEMES } from './theme.ts'
import type { Theme } from './theme.ts'
import styles from './TopBar.module.css'

/** Shown as a submenu of their own or elsewhere. */
const ELSEWHERE = /^view\.(theme|language)\.|^canvas\.addHere$/

export function TopBar() {
  return (
    <header className={styles['bar']} data-pane="bar">
      <MainMenu />
      <DocumentName />
      <span className={styles['rule']} aria-hidden />
      <div className={styles['group']} role="group" aria-label={t.frame.toolbar}>
        <UndoRedo />
        <Tool id="canvas.addModel" label={t.frame.addModel} icon={<Plus />} />
        <span className={cx(styles['group'], styles['second'])}>
          <Tool id="relation.assistant" label={t.frame.relate} icon={<Share2 />} />
          <Tool id="canvas.arrange" label={t.frame.arrange} icon={<LayoutGrid />} />
        </span>
      </div>
      <SearchButton />
      <div className={styles['group']}>
        <span className={styles['second']}>
          <ThemeMenu />
        </span>
        <Tool id="file.export" label={t.frame.export} icon={<Upload />} look="primary" />
      </div>
    </header>
  )
}

function MainMenu() {
  const { files, ui } = useApp()
  const recent = useStore(files, (s) => s.recent)
  const inGroup = (group: ActionGroup) => ACTIONS.filter((a) => a.group === group && !ELSEWHERE.test(a.id))
  return (
    <DropMenu
      trigger={<IconButton label={t.frame.menu} icon={<MenuIcon />} onPointerDown={() => void files.refreshRecent()} />}
    >
      <ActionItems actions={TOP_MENUS.flatMap(inGroup)} />
      {recent.length > 0 && (
        <MenuGroup label={t.frame.recent}>
          {recent.slice(0, 6).map((entry) => (
            <MenuItem
              key={entry.id}
              label={entry.label}
              {...(entry.folder === null ? {} : { text: entry.folder })}
              disabled={entry.missing}
              onClick={() => void files.openRecent(entry.id).catch(report)}
            />
          ))}
        </MenuGroup>
      )}
      <MenuRule />
      {MENUS.filter((group) => !TOP_MENUS.includes(group)).map((group) => {
        const actions = inGroup(group)
        return actions.length === 0 ? null : (
          <SubMenu key={group} label={t.frame.menuGroups[group]}>
            <ActionItems actions={actions} />
          </SubMenu>
        )
      })}
      <MenuRule />
      <MenuItem
        label={t.actions.palette.label}
        keys={actionOf('view.palette').keys[0]}
        onClick={() => ui.openDialog('palette')}
      />
    </DropMenu>
  )
}

function DocumentName() {
  const { files } = useApp()
  const label = useStore(files, (s) => s.label)
  const folder = useStore(files, (s) => s.folder)
  const dirty = useEditor((s) => s.revision !== s.savedRevision)
  const readOnly = useEditor((s) => s.readOnly)
  const name = label.replace(/\.relata\.json$/, '')
  return (
    <div className={styles['document']}>
      <h1 className={styles['name']} title={folder === null ? name : `${folder}/${label}`}>
        {name === '' ? t.frame.untitled : name}
      </h1>
      {dirty ? (
        <span className={styles['dot']} role="img" aria-label={t.frame.unsaved} title={t.frame.unsaved} />
      ) : (
        // Its place is kept: the buttons beside it do not move at the first edit.
        <span className={styles['noDot']} />
      )}
      {readOnly !== null && (
        <span className={styles['badge']} title={readOnly}>
          {t.frame.readOnly}
        </span>
      )}
    </div>
  )
}

const nameOf = (step: Step | undefined): string | null => (step === undefined ? null : stepName(step.label))

function UndoRedo() {
  const app = useApp()
  const undoLabel = useEditor((s) => nameOf(s.history.past.at(-1)))
  const redoLabel = useEditor((s) => nameOf(s.history.future.at(-1)))
  // Of another design's file, or of an earlier state that is looked at, nothing is undone.
  const isLocked = useEditor((s) => s.readOnly !== null)
  return (
    <>
      <IconButton
        label={t.frame.undo(undoLabel)}
        keys={actionOf('edit.undo').keys[0]}
        icon={<Undo2 />}
        aria-disabled={undoLabel === null || isLocked}
        onClick={() => runAction(app, actionOf('edit.undo'))}
      />
      <IconButton
        label={t.frame.redo(redoLabel)}
        keys={actionOf('edit.redo').keys[0]}
        icon={<Redo2 />}
        aria-disabled={redoLabel === null || isLocked}
        onClick={() => runAction(app, actionOf('edit.redo'))}
      />
    </>
  )
}

interface ToolProps {
  readonly id: string
  readonly label: string
  readonly icon: React.ReactNode
  readonly look?: 'quiet' | 'primary'
}

/** An action of the bar; its words give way to its icon on a narrow window. */
function Tool({ look = 'quiet', ...rest }: ToolProps) {
  return <ActionButton look={look} words={styles['wide']} {...rest} />
}

function SearchButton() {
  const { ui } = useApp()
  useStore(keymap)
  const [searchKeys] = actionOf('view.palette').keys
  return (
    <button type="button" className={styles['search']} onClick={() => ui.openDialog('palette')}>
      <Search aria-hidden />
      <span className={styles['searchText']}>{t.frame.search}</span>
      <span className={styles['keys']} aria-hidden>
        {searchKeys !== undefined && <Keys keys={searchKeys} />}
      </span>
    </button>
  )
}

const THEME_ICONS: Record<Theme, React.ReactNode> = {
  system: <Monitor />,
  light: <Sun />,
  dark: <Moon />,
  contrast: <Contrast />,
}

function ThemeMenu() {
  const { prefs } = useApp()
  const theme = usePrefs((s) => s.theme)
  return (
    <DropMenu trigger={<IconButton label={t.ui.labelled(t.frame.theme, t.themes[theme])} icon={THEME_ICONS[theme]} />}>
      {THEMES.map((one) => (
        <MenuItem
          key={one}
          label={t.themes[one]}
          icon={THEME_ICONS[one]}
          onClick={() => {
            prefs.set({ theme: one })
            applyTheme(one)
          }}
        />
      ))}
    </DropMenu>
  )
}
