/** Medians over many runs, in CPU time of this process: wall time on a shared machine says little. */

export interface Measured {
  /** Median CPU time, ms. */
  readonly cpuMs: number
  /** Least wall time, ms. */
  readonly minMs: number
  readonly runs: number
}

export function measure(run: () => unknown, { runs = 15, warmUp = 3 } = {}): Measured {
  for (let i = 0; i < warmUp; i++) run()
  const cpu: number[] = []
  let minMs = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) {
    const before = process.cpuUsage()
    const started = performance.now()
    run()
    minMs = Math.min(minMs, performance.now() - started)
    const used = process.cpuUsage(before)
    cpu.push((used.user + used.system) / 1000)
  }
  return { cpuMs: median(cpu), minMs, runs }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Prints rows under a heading, columns aligned. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  console.log(`\n${title}`)
  console.table(rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, shown(v)]))))
}

function shown(value: string | number): string | number {
  if (typeof value !== 'number') return value
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
