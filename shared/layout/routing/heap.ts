/** A binary heap of numbered states, least rank first. */
interface Heap {
  push(state: number, rank: number): void
  /** null: empty. */
  pop(): number | null
}

export function createHeap(): Heap {
  const states: number[] = []
  const ranks: number[] = []
  const swap = (a: number, b: number): void => {
    ;[states[a], states[b]] = [states[b] as number, states[a] as number]
    ;[ranks[a], ranks[b]] = [ranks[b] as number, ranks[a] as number]
  }
  const rank = (i: number): number => ranks[i] ?? Infinity
  return {
    push(state, value) {
      states.push(state)
      ranks.push(value)
      for (let i = states.length - 1; i > 0;) {
        const parent = (i - 1) >> 1
        if (rank(parent) <= rank(i)) break
        swap(parent, i)
        i = parent
      }
    },
    pop() {
      const first = states[0]
      if (first === undefined) return null
      swap(0, states.length - 1)
      states.pop()
      ranks.pop()
      for (let i = 0; ;) {
        const left = 2 * i + 1
        const least = rank(left + 1) < rank(left) ? left + 1 : left
        if (rank(least) >= rank(i)) break
        swap(i, least)
        i = least
      }
      return first
    },
  }
}
