/**
 * The Markdown of notes: paragraphs, headings, lists, check boxes, code; bold, italic, code, links. Text
 * becomes data, never HTML, and only web and mail addresses become links, so that a note from anywhere
 * can be shown.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  /** `mark`: what stands before the item: `•`, `1.`, `☐`, `☑`. */
  | { readonly kind: 'item'; readonly mark: string; readonly depth: number; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s]+$/i
const INLINE =
  /\*\*(?<bold>[^*]+)\*\*|__(?<bold2>[^_]+)__|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<href>[^)\s]+)\)|(?<![\w*])\*(?<italic>[^*\s][^*]*)\*|(?<![\w_])_(?<italic2>[^_\s][^_]*)_(?!\w)|(?<url>https?:\/\/[^\s<>)]+)/g

export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  let paragraph: string[] = []
  const close = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', content: parseInline(paragraph.join('\n')) })
    paragraph = []
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string
    if (line.trim().startsWith('```')) {
      close()
      const end = lines.findIndex((other, j) => j > i && other.trim().startsWith('```'))
      const last = end < 0 ? lines.length : end
      blocks.push({ kind: 'code', text: lines.slice(i + 1, last).join('\n') })
      i = last
      continue
    }
    const heading = /^(#{1,4})\s+(.*)$/.exec(line)
    const item = /^(\s*)(?:([-*+])|(\d{1,3})[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/.exec(line)
    if (heading !== null) {
      close()
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, content: parseInline(heading[2] ?? '') })
    } else if (item !== null) {
      close()
      const [, indent = '', , number, box, rest = ''] = item
      const mark = box === undefined ? (number === undefined ? '•' : `${number}.`) : box === ' ' ? '☐' : '☑'
      blocks.push({ kind: 'item', mark, depth: Math.min(4, indent.length >> 1), content: parseInline(rest) })
    } else if (line.trim() === '') close()
    else paragraph.push(line)
  }
  close()
  return blocks
}

export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = []
  let at = 0
  const plain = (to: number): void => {
    if (to > at) parts.push({ kind: 'text', text: text.slice(at, to) })
  }
  for (const match of text.matchAll(INLINE)) {
    const { bold, bold2, code, label, href, italic, italic2, url } = match.groups as Record<string, string | undefined>
    const link = href ?? url
    if (link !== undefined && !SAFE_LINK.test(link)) continue
    plain(match.index)
    at = match.index + match[0].length
    if (link !== undefined) parts.push({ kind: 'link', text: label ?? link, href: link })
    else if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if ((bold ?? bold2) !== undefined) parts.push({ kind: 'bold', text: bold ?? bold2 ?? '' })
    else parts.push({ kind: 'italic', text: italic ?? italic2 ?? '' })
  }
  plain(text.length)
  return parts
}

/** The words alone, a line for each block: for pictures, names and the screen reader. */
export function plainLines(text: string): readonly string[] {
  return parseMarkdown(text).flatMap((block) => {
    if (block.kind === 'code') return block.text.split('\n')
    const words = block.content.map((part) => part.text).join('')
    return block.kind === 'item' ? [`${'  '.repeat(block.depth)}${block.mark} ${words}`] : words.split('\n')
  })
}
