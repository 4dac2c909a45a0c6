import { Fragment } from 'react'
import { piecesOf } from './joints.ts'

/** Code in running text: too long for its line, it is broken between names. */
export function CodeText({ children, className }: { readonly children: string; readonly className?: string }) {
  return (
    <code className={className}>
      {piecesOf(children).map((piece, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </code>
  )
}
