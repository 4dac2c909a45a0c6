import { ScrollText } from './ScrollText.tsx'
import styles from './DiffText.module.css'

const KIND: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'place', '\\': 'place' }

/** A unified diff, its lines told apart. The first two lines, which name the file, are left out. */
export function DiffText({ text, label }: { readonly text: string; readonly label: string }) {
  const lines = text.replace(/\n$/, '').split('\n').slice(2)
  return (
    <ScrollText className={styles['diff']} label={label}>
      {lines.map((line, index) => (
        <span key={index} className={styles['line']} data-kind={KIND[line.charAt(0)] ?? 'same'}>
          {`${line}\n`}
        </span>
      ))}
    </ScrollText>
  )
}
