/** SVG → PNG, drawn by the browser off the screen. */
import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import interItalicUrl from '@fontsource-variable/inter/files/inter-latin-wght-italic.woff2?url'
import monoUrl from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url'
import { toBase64 } from '../../../shared/protocol/base64.ts'

/** Chromium refuses larger canvases, px a side and in all. */
const MAX_SIDE = 16_384
const MAX_AREA = 268_000_000

/**
 * @param scale pixels for one px of the canvas; less where the picture would be too large
 * @throws when the browser cannot draw it
 */
export async function pngOfSvg(svg: string, scale: number): Promise<Uint8Array> {
  const [width, height] = pngSize(svg, scale)
  const canvas = new OffscreenCanvas(width, height)
  const image = await loaded(await withFonts(svg))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser gives no canvas to draw on.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}

/** Width and height in pixels that a PNG of that scale gets. */
export function pngSize(svg: string, scale: number): readonly [number, number] {
  const size = (name: string): number => Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 1)
  const [width, height] = [size('width'), size('height')]
  const fits = Math.min(scale, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_AREA / (width * height)))
  return [Math.max(1, Math.round(width * fits)), Math.max(1, Math.round(height * fits))]
}

async function loaded(svg: string): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return image
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** A picture cannot ask for the page's fonts, so they travel inside. */
export async function withFonts(svg: string): Promise<string> {
  const faces = await Promise.all([
    face('Inter', 'normal', interUrl),
    face('Inter', 'italic', interItalicUrl),
    face('JetBrains Mono', 'normal', monoUrl),
  ])
  const at = svg.indexOf('>', svg.indexOf('<svg')) + 1
  return `${svg.slice(0, at)}<style>${faces.join('')}</style>${svg.slice(at)}`
}

async function face(family: string, style: string, url: string): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
  const source = `url(data:font/woff2;base64,${toBase64(bytes)})`
  return `@font-face{font-family:'${family}';font-style:${style};font-weight:100 900;src:${source} format('woff2')}`
}
