/** What no window may ever do: navigate, open others, attach views, get permissions. */
import { shell } from 'electron/common'
import { app, session } from 'electron/main'
import type { WebContents } from 'electron/main'

import { isHarmlessUrl } from '../services/app-handlers.ts'
import { isAllowedPermission } from './page-origin.ts'

export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(isAllowedPermission(permission)),
  )
  defaultSession.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission))
  defaultSession.setDevicePermissionHandler(() => false)
}

function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isHarmlessUrl(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}
