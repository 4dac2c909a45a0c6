/** The drawing onto the clipboard, to be pasted into a message or a document. */
import { pngOfSvg } from './png.ts'

/** Twice as fine as on the screen: sharp on all of them. */
const SCALE = 2

/** @throws when the browser draws or takes no picture */
export async function copyPicture(svg: string, scale: number = SCALE): Promise<void> {
  // The promise goes in: by the time the picture is drawn the click would be too long ago.
  const png = pngOfSvg(svg, scale).then((bytes) => new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' }))
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
}
