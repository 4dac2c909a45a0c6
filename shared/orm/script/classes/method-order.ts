/** Python's method resolution order: C3 over the lines of the bases. */
import { typeError } from '../errors.ts'

/** @throws PyError TypeError where the bases contradict each other */
export function lineageOf<T>(own: T, bases: readonly T[], lineOf: (base: T) => readonly T[]): readonly T[] {
  const line: T[] = [own]
  let lists: readonly (readonly T[])[] = [...bases.map(lineOf), bases]
  for (;;) {
    lists = lists.filter((list) => list.length > 0)
    if (lists.length === 0) return line
    const next = lists.map(([head]) => head).find((head) => lists.every((list) => !list.slice(1).includes(head as T)))
    if (next === undefined) throw typeError('Cannot create a consistent method resolution order (MRO) for bases')
    line.push(next)
    lists = lists.map((list) => (list[0] === next ? list.slice(1) : list))
  }
}
