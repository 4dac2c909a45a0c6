/** Queries in the words of the ORM, over the session's database and design. */
import type { StreamCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { Json } from '../../shared/protocol/json.ts'
import type { CallSummary, HandlerParams } from '../../shared/protocol/methods.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import type { Connection } from './open-database.ts'
import type { SessionMethods } from './session-methods.ts'

export async function runOrm(
  _db: Connection,
  _design: CompiledDesign,
  _params: Omit<HandlerParams<'orm.run'>, 'session'>,
  _call: StreamCall<SessionMethods['orm.run']>,
): Promise<CallSummary<'orm.run'>> {
  throw new HostFailure('UNSUPPORTED', 'ORM queries are not part of this build.')
}

export function runImpact(
  _db: Connection,
  _design: CompiledDesign,
  _params: Omit<HandlerParams<'impact.run'>, 'session'>,
): Json {
  throw new HostFailure('UNSUPPORTED', 'Delete previews are not part of this build.')
}
