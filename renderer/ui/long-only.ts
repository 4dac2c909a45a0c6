/** Letters that a box of the inspector has room for. */
const ROOM = 18

/** A tip for what may be cut off; what is seen whole needs none, and would be read out twice. */
export function longOnly(text: string | undefined): string | undefined {
  return text !== undefined && text.length > ROOM ? text : undefined
}
