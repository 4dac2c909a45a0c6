import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button } from '../ui/Button.tsx'
import { Keys } from '../ui/Keys.tsx'
import { t } from '../texts/texts.ts'
import { IS_MAC } from './keys.ts'
import { collisions, isReserved } from './keymap.ts'
import { ACTIONS } from './registry.ts'
import type { AppAction } from './registry.ts'
import { writeStroke } from './strokes.ts'
import styles from './ShortcutsSheet.module.css'

interface KeyRecorderProps {
  readonly action: AppAction
  /** `taken`: actions that lose keys to these. */
  readonly onKeys: (keys: readonly string[], taken: readonly AppAction[]) => void
  readonly onCancel: () => void
}

/** Takes one stroke, or two one after the other, and says whose keys they are already. */
export function KeyRecorder({ action, onKeys, onCancel }: KeyRecorderProps) {
  const [strokes, setStrokes] = useState<readonly string[]>([])
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => field.current?.focus(), [])
  const keys = strokes.join(' ')
  const taken = strokes.length === 0 ? [] : collisions(ACTIONS, action.id, keys)
  const reserved = strokes.length > 0 && isReserved(keys)

  function onKeyDown(event: KeyboardEvent): void {
    // Leaving with Tab, and taking what is there with Enter, stay possible.
    if (event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onCancel()
    if (event.key === 'Enter' && strokes.length > 0) return reserved ? undefined : onKeys([keys], taken)
    const stroke = writeStroke(event.nativeEvent, IS_MAC)
    if (stroke === null) return
    setStrokes(strokes.length === 1 && /^[A-Z0-9]$/.test(strokes[0] ?? '') ? [...strokes, stroke] : [stroke])
  }

  return (
    <div className={styles['recorder']} role="group" aria-label={t.shortcuts.change(action.label)}>
      <div
        ref={field}
        className={styles['field']}
        role="textbox"
        aria-label={t.shortcuts.press(action.label)}
        aria-readonly
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {strokes.length === 0 ? t.shortcuts.press(action.label) : <Keys keys={keys} />}
      </div>
      <span role="status" className={styles['warning']}>
        {reserved && t.shortcuts.reserved}
        {!reserved && taken.length > 0 && t.shortcuts.taken(taken.map(({ label }) => label).join(', '))}
      </span>
      <span className={styles['buttons']}>
        <Button small look="primary" disabled={strokes.length === 0 || reserved} onClick={() => onKeys([keys], taken)}>
          {taken.length > 0 ? t.shortcuts.take : t.shortcuts.use}
        </Button>
        <Button small onClick={() => onKeys([], [])}>
          {t.shortcuts.noKey}
        </Button>
        <Button small onClick={onCancel}>
          {t.ui.cancel}
        </Button>
      </span>
    </div>
  )
}
