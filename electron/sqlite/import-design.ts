/** Turns any importable source into a design's text. */
import type { PlainCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import type { ImportRequest } from './session-methods.ts'

export async function importDesign(_request: ImportRequest, _call: PlainCall): Promise<CallResult<'import.run'>> {
  throw new HostFailure('UNSUPPORTED', 'Imports are not part of this build.')
}
