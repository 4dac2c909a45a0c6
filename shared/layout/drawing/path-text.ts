/** Routes and marks as SVG path data. */
export function polyline(points: readonly number[]): string {
  let d = ''
  for (let i = 0; i < points.length; i += 2) d += `${i === 0 ? 'M' : 'L'}${points[i]} ${points[i + 1]}`
  return d
}

/** The route with corners as quarter curves. */
export function roundedPath(route: readonly number[], radius = 8): string {
  let d = `M${route[0]} ${route[1]}`
  const last = route.length - 2
  for (let i = 2; i < last; i += 2) {
    const [px, py, x, y, nx, ny] = route.slice(i - 2, i + 4) as [number, number, number, number, number, number]
    const before = Math.abs(x - px) + Math.abs(y - py)
    const after = Math.abs(nx - x) + Math.abs(ny - y)
    const r = Math.min(radius, before / 2, after / 2)
    const ax = x - Math.sign(x - px) * r
    const ay = y - Math.sign(y - py) * r
    d += `L${ax} ${ay}Q${x} ${y} ${x + Math.sign(nx - x) * r} ${y + Math.sign(ny - y) * r}`
  }
  return `${d}L${route[last]} ${route[last + 1]}`
}

export function ringPath({ x, y, r }: { readonly x: number; readonly y: number; readonly r: number }): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
}
