/** The column that Django gives a foreign key of that name. */
export function attributeOf(name: string): string {
  return `${name}_id`
}
