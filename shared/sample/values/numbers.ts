/** Numbers, and what is true in a share of the rows. */
import type { Fill, GeneratorColumn, RowValue, ValueMaker } from './generators.ts'
import { between, unit } from './random.ts'

export function wholeNumber(min: number, max: number): ValueMaker {
  const limits = ({ bounds, options }: GeneratorColumn): readonly [low: number, high: number] => {
    const isSet = options['min'] !== undefined || options['max'] !== undefined
    // A rule that leaves all of these values is none for them: an age is not to begin at 0 because it is not negative.
    const isInside = (bounds.min ?? min) <= min && (bounds.max ?? max) >= max
    if (isInside && !isSet) return [min, max]
    const least = bounds.min ?? min
    const low = Math.ceil(least)
    return [low, Math.max(low, Math.floor(bounds.max ?? Math.max(max, least)))]
  }
  return {
    of: (column) => {
      const [low, high] = limits(column)
      return (row) => between(column.seed, row, low, high)
    },
    fill: (column) => {
      const { seed } = column
      const [low, high] = limits(column)
      return (into, at, step, from, count) => {
        for (let k = 0; k < count; k++) into[at + k * step] = between(seed, from + k, low, high)
      }
    },
  }
}

/** True in this share of the rows. */
export function chance(share: number): ValueMaker {
  return {
    of:
      ({ seed }) =>
      (row) =>
        unit(seed, row) < share,
    fill:
      ({ seed }) =>
      (into, at, step, from, count) => {
        for (let k = 0; k < count; k++) into[at + k * step] = unit(seed, from + k) < share
      },
  }
}

const POWERS = Array.from({ length: 16 }, (_, n) => 10 ** n)
const power = (n: number): number => POWERS[n] ?? 10 ** n

/** A double keeps fifteen digits of a decimal as they are. */
const MOST_EXACT = 1e15

interface Scaled {
  readonly low: number
  readonly range: number
  readonly places: number
  readonly scale: number
  /** Its values are exact as numbers, and wanted so. */
  readonly isNumber: boolean
}

function scaled({ digits, decimals, bounds, form }: GeneratorColumn): Scaled {
  const places = decimals ?? 2
  const whole = Math.max(0, (digits ?? 8) - places)
  const limit = Math.min(power(whole) - 1, bounds.max ?? power(Math.min(whole, 4)) - 1)
  const low = bounds.min ?? 0
  const range = Math.max(limit, low) - low
  const scale = power(places)
  const isNumber = form === 'sqlite' && Math.max(Math.abs(low), Math.abs(low + range)) * scale <= MOST_EXACT
  return { low, range, places, scale, isNumber }
}

/** Strictly inside its bounds, so that it also satisfies gt and lt. */
const inside = (low: number, range: number, seed: number, row: number): number =>
  low + range * (0.02 + 0.96 * unit(seed, row))

export function decimalOf(column: GeneratorColumn): RowValue<number | string> {
  const { seed } = column
  const { low, range, places, scale, isNumber } = scaled(column)
  if (!isNumber) return (row) => inside(low, range, seed, row).toFixed(places)
  return (row) => Math.round(inside(low, range, seed, row) * scale) / scale
}

export function fillDecimals(column: GeneratorColumn): Fill | null {
  const { seed } = column
  const { low, range, scale, isNumber } = scaled(column)
  if (!isNumber) return null
  return (into, at, step, from, count) => {
    for (let k = 0; k < count; k++) into[at + k * step] = Math.round(inside(low, range, seed, from + k) * scale) / scale
  }
}

const FLOAT_DECIMALS = 3

export function floatOf(column: GeneratorColumn): RowValue<number> {
  const drawn = decimalOf({ ...column, decimals: FLOAT_DECIMALS })
  return (row) => Number(drawn(row))
}

export function sequence({ bounds }: GeneratorColumn): RowValue<number> {
  const start = bounds.min === null ? 1 : Math.ceil(bounds.min)
  return (row) => start + row
}

export const fillFloats = (column: GeneratorColumn): Fill | null =>
  fillDecimals({ ...column, decimals: FLOAT_DECIMALS })
