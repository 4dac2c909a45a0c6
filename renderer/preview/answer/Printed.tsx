import { memo } from 'react'
import styles from '../PreviewPanel.module.css'

/** Lines that are laid out together: a text of 100,000 lines costs what is in view. */
const BLOCK_LINES = 200

/** What a statement printed, all of it. */
export const Printed = memo(function Printed({ text }: { readonly text: string }) {
  const blocks = blocksOf(text)
  if (blocks.length < 2) return <pre className={styles['printed']}>{text}</pre>
  return (
    <pre className={styles['printed']}>
      {blocks.map((block, index) => (
        <span
          key={index}
          className={styles['printedBlock']}
          style={{ containIntrinsicBlockSize: `auto ${BLOCK_LINES}lh` }}
        >
          {block}
        </span>
      ))}
    </pre>
  )
})

function blocksOf(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/)
  return Array.from({ length: Math.ceil(lines.length / BLOCK_LINES) }, (_, block) =>
    lines.slice(block * BLOCK_LINES, (block + 1) * BLOCK_LINES).join(''),
  )
}
