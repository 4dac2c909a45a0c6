/** The page itself, loaded once the first picture is painted. */
import { createRoot } from 'react-dom/client'
import { LinkUsedError } from '../host/connection/loopback-token.ts'
import { App } from './App.tsx'
import { StartFailure } from './StartFailure.tsx'
import { startApp } from './start.ts'

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
