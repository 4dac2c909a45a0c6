import type { ReactNode } from 'react'
import { parseMarkdown } from '../../../shared/layout/drawing/markdown.ts'
import type { Block, Inline } from '../../../shared/layout/drawing/markdown.ts'

/** Markdown as elements: no HTML is ever taken from the text. */
export function Markdown({ text }: { readonly text: string }) {
  return <div className="markdown">{parseMarkdown(text).map(renderBlock)}</div>
}

function renderBlock(block: Block, i: number): ReactNode {
  const key = `${i}`
  if (block.kind === 'code') return <pre key={key}>{block.text}</pre>
  const content = block.content.map(renderInline)
  if (block.kind === 'heading')
    return (
      <p key={key} className={`md-h${Math.min(3, block.level)}`}>
        {content}
      </p>
    )
  if (block.kind === 'paragraph') return <p key={key}>{content}</p>
  return (
    <p key={key} className="md-item" style={{ marginLeft: block.depth * 14 }}>
      <span className="md-mark">{block.mark}</span>
      <span>{content}</span>
    </p>
  )
}

function renderInline(part: Inline, i: number): ReactNode {
  const key = `${i}`
  if (part.kind === 'text') return part.text
  if (part.kind === 'bold') return <strong key={key}>{part.text}</strong>
  if (part.kind === 'italic') return <em key={key}>{part.text}</em>
  if (part.kind === 'link') {
    return (
      <a key={key} href={part.href} target="_blank" rel="noreferrer noopener" tabIndex={-1}>
        {part.text}
      </a>
    )
  }
  return <code key={key}>{part.text}</code>
}
