/**
 * Decorators that leave what they stand on as it is, by the last part of their names: for migrations, the admin and the
 * schemas of other tools.
 */
const MARKS: ReadonlySet<string> = new Set(
  (
    'deconstructible python_2_unicode_compatible display action register_snippet extend_schema_field ' +
    'extend_schema_serializer override final'
  ).split(' '),
)

/** @param text `admin.display(description="x")`, as it stands behind the @ */
export function isMark(text: string): boolean {
  const [path = ''] = /^[\w.]+/.exec(text) ?? []
  return MARKS.has(path.split('.').at(-1) ?? '')
}
