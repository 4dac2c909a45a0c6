import { Unplug } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { t } from '../texts/texts.ts'

export function StartFailure({ isLinkUsed }: { readonly isLinkUsed: boolean }) {
  if (isLinkUsed)
    return (
      <main>
        <Empty icon={<Unplug aria-hidden />} title={t.errors.linkUsedTitle} text={t.errors.linkUsedText} />
      </main>
    )
  return (
    <main>
      <Empty icon={<Unplug aria-hidden />} title={t.errors.startTitle} text={t.errors.startText}>
        <Button look="primary" onClick={() => location.reload()}>
          {t.errors.tryAgain}
        </Button>
      </Empty>
    </main>
  )
}
