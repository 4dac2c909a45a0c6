import { Tabs } from '@base-ui/react/tabs'
import { CircleAlert } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { useStore } from 'zustand'
import frame from '../app/App.module.css'
import { useApp } from '../app/app-context.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { remPx } from '../ui/rem.ts'
import { inWords, t } from '../texts/texts.ts'
import { DataTab } from '../data/DataTab.tsx'
import { previewPane, showPane } from '../data/pane.ts'
import type { PreviewPane } from '../data/pane.ts'
import { ForeignBanner } from './database/ForeignBanner.tsx'
import styles from './PreviewPanel.module.css'
import { isStuck } from './preview-state.ts'
import { Results } from './answer/Results.tsx'
import { ShellPane } from './shell/ShellPane.tsx'

/** As narrow as query or results may be beside each other. */
const COLUMN_REM = 14
const COLUMN = `${COLUMN_REM}rem`
/** As low below each other. */
const ROW_REM = 4.5
const ROW = `${ROW_REM}rem`

/** Try the design: a shell on real rows, and the rows themselves. */
export function PreviewPanel() {
  const { preview } = useApp()
  const database = useStore(preview, (s) => s.database)
  const tab = useStore(previewPane, (s) => s.pane)
  useEffect(() => void preview.sync(), [preview])
  useLitPath()
  if (database.kind === 'unavailable') return <Empty title={t.preview.unavailable} text={t.preview.unavailableText} />
  return (
    <div className={styles['pane']}>
      <ForeignBanner />
      {isStuck(database) && (
        <div className={styles['trouble']} role="alert">
          <CircleAlert size={14} aria-hidden />
          <span className={styles['troubleText']}>
            {t.preview.database({ ...database, message: inWords(database.message) })}
          </span>
          <Button small onClick={() => void preview.tryAgain()}>
            {t.errors.tryAgain}
          </Button>
        </div>
      )}
      <Tabs.Root
        className={styles['root']}
        value={tab}
        onValueChange={(next) => showPane(next as PreviewPane)}
        orientation="vertical"
      >
        <Tabs.List className={styles['rail']} aria-label={t.dock.tabs.preview}>
          <Tabs.Tab className={styles['railTab']} value="query">
            {t.preview.query}
          </Tabs.Tab>
          <Tabs.Tab className={styles['railTab']} value="data">
            {t.preview.data}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className={styles['panel']} value="query">
          <QueryAndResults />
        </Tabs.Panel>
        <Tabs.Panel className={styles['panel']} value="data">
          <DataTab />
        </Tabs.Panel>
      </Tabs.Root>
    </div>
  )
}

/** Beside each other; below each other in a pane that is too narrow for two columns. */
function QueryAndResults() {
  const place = useRef<HTMLDivElement>(null)
  const isNarrow = useNarrow(place)
  const [shell, results] = isNarrow ? [ROW, ROW] : [COLUMN, COLUMN]
  return (
    <div ref={place} className={styles['split']}>
      <Group id="preview" orientation={isNarrow ? 'vertical' : 'horizontal'}>
        {/* Below each other the rows have the larger part: a query is a line or two. */}
        <Panel id="shell" defaultSize={isNarrow ? '45%' : '48%'} minSize={shell} style={{ overflow: 'hidden' }}>
          <ShellPane />
        </Panel>
        <Separator className={frame['separator']} aria-label={t.frame.resize} />
        <Panel id="results" minSize={results} style={{ overflow: 'hidden' }}>
          <Results />
        </Panel>
      </Group>
    </div>
  )
}

/** Whether two columns have no room in it, and two rows have. */
function useNarrow(of: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false)
  useLayoutEffect(() => {
    const element = of.current
    if (element === null) return undefined
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element
      // Below each other both need their bar and a line; with large letters in a low pane neither would have it.
      setNarrow(width > 0 && width < remPx(2 * COLUMN_REM) && height >= remPx(2 * ROW_REM))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [of])
  return isNarrow
}

/** Lights the models that the last query went through, until something else is selected or typed. */
function useLitPath(): void {
  const { canvas, editor, preview } = useApp()
  const travelled = useStore(preview, (s) => s.answer?.travelled)
  const relations = useStore(preview, (s) => s.answer?.relations)
  useEffect(() => {
    if (travelled === undefined || travelled.length < 2) return
    canvas.highlight(travelled, relations)
    const stopSelection = editor.subscribe((state, before) => {
      if (state.selection !== before.selection) canvas.highlight(null)
    })
    const stopTyping = preview.subscribe((state, before) => {
      if (state.code !== before.code) canvas.highlight(null)
    })
    return () => {
      stopSelection()
      stopTyping()
      canvas.highlight(null)
    }
  }, [canvas, editor, preview, travelled, relations])
}
