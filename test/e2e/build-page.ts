import { ensureRenderer } from '../../build/ensure-renderer.ts'

/** The stories run on the built page, as users do. */
export default async function setup(): Promise<void> {
  await ensureRenderer(console.log)
}
