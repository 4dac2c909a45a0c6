/** Names as they are written in Python source: quoted, with modules before them. */

/** `'blog.Post'` → `blog.Post`; other source as it is, without white space around it. */
export function unquoted(source: string): string {
  return /^(['"])(.*)\1$/.exec(source.trim())?.[2] ?? source.trim()
}

/** `abstract_models.AbstractUser` → `AbstractUser`. */
export function lastName(source: string): string {
  return source.slice(source.lastIndexOf('.') + 1)
}
