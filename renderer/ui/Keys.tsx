import styles from './Keys.module.css'
import { keyParts } from '../actions/keys.ts'

/** A key combination as key caps: `Mod+Shift+Z`. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles['keys']}>
      {keyParts(keys).map((part) => (
        <kbd key={part}>{part}</kbd>
      ))}
    </span>
  )
}
