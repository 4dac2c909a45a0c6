import { ArrowLeftRight, Columns2, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { report } from '../actions/run-action.ts'
import { useApp, useUi } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Picker } from '../ui/Picker.tsx'
import { Select } from '../ui/Select.tsx'
import { notify } from '../ui/Toasts.tsx'
import { t } from '../texts/texts.ts'
import type { ChangeKind, Comparison } from './compare.ts'
import { compareStore, endComparing, SHOWN, showComparison, showVersion } from './compare-store.ts'
import { ChangeList } from './ChangeList.tsx'
import { versionsOf } from './versions.ts'
import type { VersionGroup } from './versions.ts'
import styles from './HistoryPanel.module.css'

/** The last request for the focus that was followed. */
const answered = { n: 0 }

/** Two versions of the design, chosen from files, steps, Git and recovery copies. */
export function ComparePart() {
  const app = useApp()
  const { comparison, shown, before, after } = useStore(compareStore)
  const groups = useVersions()
  const words = t.history.compare
  const part = useRef<HTMLElement>(null)
  const asked = useUi((s) => (s.focus?.place === 'compare' ? s.focus.n : 0))
  useEffect(() => {
    // Once: who comes back by the tab is not sent on.
    if (asked <= answered.n) return
    answered.n = asked
    part.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus()
  }, [asked])

  async function choose(end: 'before' | 'after', id: string): Promise<void> {
    const next = { before, after, [end]: id }
    compareStore.setState(next)
    await compare(next)
  }

  async function compare(wanted: { readonly before: string; readonly after: string }): Promise<void> {
    const all = groups.flatMap(({ versions }) => versions)
    const [from, to] = await Promise.all(
      [wanted.before, wanted.after].map((id) => all.find((version) => version.id === id)?.read() ?? null),
    )
    if (from == null || to == null) {
      if (wanted.before !== '' && wanted.after !== '') notify({ title: words.unreadable, kind: 'error' })
      return
    }
    showComparison(app, from, to)
  }

  const items = useMemo(
    () =>
      groups.map(({ label, versions }) => ({
        value: label,
        items: versions.map(({ id, label: name, text }) => ({
          value: id,
          label: name,
          ...(text === undefined ? {} : { text }),
        })),
      })),
    [groups],
  )
  return (
    <section ref={part} className={styles['part']} aria-label={words.title}>
      <h2 className="visually-hidden">{words.title}</h2>
      <div className={styles['head']}>
        <span className={styles['picker']}>
          <Picker
            label={words.before}
            value={before}
            groups={items}
            placeholder={words.choose}
            onChange={(id) => void choose('before', id).catch(report)}
          />
        </span>
        <IconButton
          small
          label={words.swap}
          icon={<ArrowLeftRight />}
          onClick={() => {
            compareStore.setState({ before: after, after: before })
            void compare({ before: after, after: before }).catch(report)
          }}
        />
        <span className={styles['picker']}>
          <Picker
            label={words.after}
            value={after}
            groups={items}
            placeholder={words.choose}
            onChange={(id) => void choose('after', id).catch(report)}
          />
        </span>
      </div>
      {comparison === null ? (
        <Empty title={words.title} text={words.text}>
          {/* A design that was never saved has nothing to be compared with until one is chosen. */}
          {groups.some(({ versions }) => versions.some(({ id }) => id === before)) && (
            <Button onClick={() => void compare({ before, after }).catch(report)}>{words.start}</Button>
          )}
        </Empty>
      ) : (
        <>
          <div className={styles['head']}>
            <span className={styles['counts']}>{countWords(comparison)}</span>

            <span className={styles['show']}>
              <Select
                label={words.shows}
                value={shown}
                small
                items={SHOWN.map((value) => ({ value, label: words.show[value] }))}
                onChange={(value) => showVersion(app, value)}
              />
            </span>
            <IconButton
              small
              label={words.sideBySide}
              icon={<Columns2 />}
              onClick={() => compareStore.setState({ sideBySide: true })}
            />
            <IconButton small label={words.end} icon={<X />} onClick={() => endComparing(app)} />
          </div>
          <ChangeList comparison={comparison} />
        </>
      )}
    </section>
  )
}

function countWords({ changes }: Comparison): string {
  const count = (kind: ChangeKind): number => changes.filter((change) => change.kind === kind).length
  return t.history.compare.counts(count('added'), count('removed'), count('changed'))
}

/** Looked up when the panel opens, and again when the file or the history is another one. */
function useVersions(): readonly VersionGroup[] {
  const app = useApp()
  const steps = useEditor((s) => s.history)
  const doc = useStore(app.files, (s) => s.doc)
  const etag = useStore(app.files, (s) => s.etag)
  const [groups, setGroups] = useState<readonly VersionGroup[]>([])
  useEffect(() => {
    let isCurrent = true
    versionsOf(app)
      .then((found) => isCurrent && setGroups(found))
      .catch(report)
    return () => {
      isCurrent = false
    }
    // `steps`, `doc` and `etag` are what the list is made from.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [app, steps, doc, etag])
  return groups
}
