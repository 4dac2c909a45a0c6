/** The page itself, loaded once the first picture is painted. */
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { LinkUsedError } from '../host/loopback-token.ts'
import { App } from './App.tsx'
import { StartFailure } from './StartFailure.tsx'
import { startApp } from './start.ts'

// The content policy forbids generated code; without this zod would try it once and be reported.
z.config({ jitless: true })

export function showPage(place: HTMLElement): void {
  const root = createRoot(place)
  startApp().then(
    (app) => root.render(<App app={app} />),
    (thrown: unknown) => {
      root.render(<StartFailure isLinkUsed={thrown instanceof LinkUsedError} />)
      throw thrown
    },
  )
}
