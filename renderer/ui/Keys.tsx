import styles from './Keys.module.css'
import { keyParts } from '../actions/keys.ts'

/** A key combination as key caps: `Mod+Shift+Z`; `G F` are two strokes, one after the other. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split(' ').map((stroke, index) => (
        <span key={`${index} ${stroke}`} className={styles['stroke']}>
          {keyParts(stroke).map((part) => (
            <kbd key={part}>{part}</kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
