/**
 * `settings.TIME_ZONE` where `USE_TZ` is on: fields turn moments into days by it, and read clocks without a zone on it.
 * Lookups are prepared when a filter is built, long before a statement is compiled with its settings.
 */
import type { CompileSettings } from '../types.ts'

let zone: string | null = null

/** From here on that of this session: statements run one after the other, never side by side. */
export function setDefaultZone({ useTz, timeZone }: CompileSettings): void {
  zone = useTz ? timeZone : null
}

/** null: moments have no zones. */
export const defaultZone = (): string | null => zone
