import { Unplug } from 'lucide-react'
import { lazy } from 'react'
import type { ComponentType } from 'react'
import { t } from '../texts/texts.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Empty } from './Empty.tsx'

/**
 * A component that comes when it is first shown, under a `Suspense`. Where it does not come (the program behind the page
 * ended or was replaced) it says so in its place. Without this the page would be gone, and what is not saved with it.
 * Chromium does not ask again for a module that failed: that takes loading the page anew.
 *
 * @param missing what stands in its place; default: a message where it would be
 */
export function part<P extends object>(
  load: () => Promise<ComponentType<P>>,
  missing: ComponentType<P> = MissingPart,
): ComponentType<P> {
  const Shown = lazy(() =>
    load().then(
      (loaded) => ({ default: loaded }),
      () => ({ default: missing }),
    ),
  ) as unknown as ComponentType<P>
  return Shown
}

function MissingPart() {
  return (
    <div role="alert">
      <Empty icon={<Unplug aria-hidden />} title={t.errors.partTitle} text={t.errors.partText} />
    </div>
  )
}

/** The same as a dialog, for what would be one. */
export function MissingDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.errors.partTitle}
      text={t.errors.partText}
      footer={<Button onClick={onClose}>{t.ui.close}</Button>}
    />
  )
}
