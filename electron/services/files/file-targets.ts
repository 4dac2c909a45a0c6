/** Files that were chosen: handles for the page, and paths behind handles. */
import { basename } from 'node:path'

import type { ConnectionInfo } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { FileTarget, HostServices } from '../host-services.ts'

/** A handle for a path that the user chose outside the page. */
export function diskFile(services: HostServices, connection: ConnectionInfo, path: string, mayWrite: boolean) {
  return { file: services.handles.mint(connection, 'file', { at: 'disk', path, mayWrite }), label: basename(path) }
}

/**
 * Its path.
 *
 * @throws DENIED where it was not chosen to be written to
 */
export function writableTarget(target: FileTarget): string {
  if (target.at === 'disk' && target.mayWrite) return target.path
  throw new HostFailure('DENIED', 'This file was not chosen as a place to write to.')
}
