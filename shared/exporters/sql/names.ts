import { md5 } from '../../util/md5.ts'

/**
 * A name within a dialect's limit (bytes), cut as Django cuts: the end gives way to four hex digits
 * of its hash. Source: django.db.backends.utils.truncate_name.
 */
export function cutName(name: string, limit: number | null): string {
  if (limit === null || name.length <= limit) return name
  return `${name.slice(0, limit - 4)}${md5(name).slice(0, 4)}`
}
