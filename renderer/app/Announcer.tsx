import { useUi } from './app-context.tsx'

/** Says to a screen reader what happened elsewhere than at the focus. */
export function Announcer() {
  const { text, n } = useUi((s) => s.announced)
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {/* A no-break space makes an equal text a new one. */}
      {text}
      {n % 2 === 1 ? '\u00A0' : ''}
    </div>
  )
}
