import { useId } from 'react'
import type { CSSProperties } from 'react'
import { paletteColor, PALETTE_SIZE } from '../../../../shared/layout/drawing/palette.ts'
import { cssColor } from '../../../canvas/painting/theme.ts'
import { t } from '../../../texts/texts.ts'
import { cx } from '../../../ui/cx.ts'
import field from '../../../ui/Field.module.css'
import styles from './Shapes.module.css'

const PALETTE = Array.from({ length: PALETTE_SIZE }, (_, index) => paletteColor(index))

interface ColourChoiceProps {
  /** As in the document; undefined: several things of different colours. */
  readonly value: string | null | undefined
  readonly disabled: boolean
  readonly onChange: (color: string | null) => void
}

/** The palette, which follows the theme, and no colour; a colour of its own that a file brought is shown too. */
export function ColourChoice({ value, disabled, onChange }: ColourChoiceProps) {
  const name = useId()
  const isOwn = typeof value === 'string' && !PALETTE.includes(value)
  const choices: readonly (readonly [string | null, string])[] = [
    [null, t.inspector.shapes.noColour],
    ...PALETTE.map((color, index) => [color, t.canvas.shapeBar.color(index + 1)] as const),
    ...(isOwn ? [[value, t.inspector.shapes.ownColour] as const] : []),
  ]
  return (
    <fieldset className={cx(field['row'], styles['colours'])} disabled={disabled}>
      <legend className={styles['legend']}>{t.inspector.shapes.colour}</legend>
      <span className={field['label']} aria-hidden>
        {t.inspector.shapes.colour}
      </span>
      <span className={styles['swatches']}>
        {choices.map(([color, label]) => (
          <input
            key={color ?? 'none'}
            type="radio"
            name={name}
            className={styles['swatch']}
            aria-label={label}
            title={label}
            checked={value === color}
            data-none={color === null}
            style={{ '--swatch': color === null ? 'transparent' : cssColor(color) } as CSSProperties}
            onChange={() => onChange(color)}
          />
        ))}
      </span>
    </fieldset>
  )
}
