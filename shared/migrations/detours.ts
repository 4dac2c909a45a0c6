/** Renames in an order that works: who takes a name that is still another's goes by way of a temporary one. */
export function detours<T extends { readonly from: string; readonly to: string }>(
  moves: readonly T[],
  stop: (index: number) => string,
): readonly T[] {
  const taken = new Set(moves.map(({ from }) => from.toLowerCase()))
  const isLater = moves.map(({ from, to }) => from.toLowerCase() !== to.toLowerCase() && taken.has(to.toLowerCase()))
  return [
    ...moves.flatMap((move, i) => (isLater[i] === true ? [{ ...move, to: stop(i) }] : [])),
    ...moves.map((move, i) => (isLater[i] === true ? { ...move, from: stop(i) } : move)),
  ]
}
