/** The names that a function sets in its own body: Python decides by them what is local, before anything runs. */
import type { PyExpr, PyPattern, PyStatement } from '../../../python/ast.ts'

const KNOWN = new WeakMap<readonly PyStatement[], ReadonlySet<string>>()

/** Without those that `global` and `nonlocal` send elsewhere. */
export function localNames(body: readonly PyStatement[]): ReadonlySet<string> {
  let known = KNOWN.get(body)
  if (known === undefined) {
    const names = new Set<string>()
    const elsewhere = new Set<string>()
    for (const s of body) collect(s, names, elsewhere)
    for (const name of elsewhere) names.delete(name)
    known = names
    KNOWN.set(body, known)
  }
  return known
}

function collect(s: PyStatement, names: Set<string>, elsewhere: Set<string>): void {
  const all = (body: readonly PyStatement[]): void => body.forEach((one) => collect(one, names, elsewhere))
  switch (s.type) {
    case 'Assign':
      for (const target of s.targets) bound(target, names)
      return
    case 'AugAssign':
      bound(s.target, names)
      return
    case 'AnnAssign':
      bound(s.target, names)
      return
    case 'For':
      bound(s.target, names)
      all([...s.body, ...s.orelse])
      return
    case 'While':
    case 'If':
      all([...s.body, ...s.orelse])
      return
    case 'With':
      for (const { target } of s.items) if (target !== null) bound(target, names)
      all(s.body)
      return
    case 'Try':
      for (const { name, body } of s.handlers) {
        if (name !== null) names.add(name)
        all(body)
      }
      all([...s.body, ...s.orelse, ...s.finalbody])
      return
    case 'FunctionDef':
    case 'ClassDef':
      names.add(s.name)
      return
    case 'Import':
      for (const { name, asname } of s.names) names.add(asname ?? name.split('.')[0] ?? name)
      return
    case 'ImportFrom':
      for (const { name, asname } of s.names) names.add(asname ?? name)
      return
    case 'Delete':
      for (const target of s.targets) bound(target, names)
      return
    case 'Unknown':
      for (const name of s.names?.names ?? []) elsewhere.add(name)
      for (const { pattern, body } of s.match?.cases ?? []) {
        captured(pattern, names)
        all(body)
      }
      return
    default:
  }
}

function bound(target: PyExpr, names: Set<string>): void {
  if (target.type === 'Name') names.add(target.id)
  else if (target.type === 'Tuple' || target.type === 'List') for (const item of target.items) bound(item, names)
  else if (target.type === 'Starred') bound(target.value, names)
}

function captured(pattern: PyPattern, names: Set<string>): void {
  if ('name' in pattern && typeof pattern.name === 'string') names.add(pattern.name)
  if (pattern.kind === 'as') captured(pattern.pattern, names)
  if (pattern.kind === 'or') for (const one of pattern.patterns) captured(one, names)
  if (pattern.kind === 'sequence') for (const one of pattern.items) captured(one, names)
  if (pattern.kind === 'mapping') {
    if (typeof pattern.rest === 'string') names.add(pattern.rest)
    for (const { pattern: one } of pattern.entries) captured(one, names)
  }
  if (pattern.kind === 'class')
    for (const one of [...pattern.positional, ...pattern.named.map((n) => n.pattern)]) captured(one, names)
}
