/** The known packages that files import and that are not among them, as modules beside theirs. */
import { readSourceModule } from '../modules.ts'
import type { SourceModule } from '../modules.ts'
import { KNOWN_PACKAGES } from './packages.ts'
import type { KnownPackage } from './packages.ts'

const BY_NAME: ReadonlyMap<string, KnownPackage> = new Map(KNOWN_PACKAGES.map((one) => [one.name, one]))
const read = new Map<string, readonly SourceModule[]>()
const packageOf = new WeakMap<SourceModule, KnownPackage>()

export function knownModules(modules: readonly SourceModule[]): readonly SourceModule[] {
  const wanted = new Set<string>()
  for (const { entries } of modules) {
    for (const { statement } of entries) {
      if (statement.type === 'ImportFrom' && statement.level === 0) wanted.add(firstPart(statement.module))
      if (statement.type === 'Import') for (const { name } of statement.names) wanted.add(firstPart(name))
    }
  }
  return [...wanted].flatMap((name) => {
    const known = BY_NAME.get(name)
    return known === undefined || isAmong(name, modules) ? [] : modulesOf(known)
  })
}

/** The package that a module tells of; null: it is a file of the project. */
export function knownPackage(module: SourceModule): KnownPackage | null {
  return packageOf.get(module) ?? null
}

/** `from model_utils.models import TimeStampedModel` */
export function importOf(module: SourceModule, name: string): string {
  return `from ${module.name} import ${name}`
}

function isAmong(name: string, modules: readonly SourceModule[]): boolean {
  return modules.some((module) => `.${module.name}.`.includes(`.${name}.`))
}

function modulesOf(known: KnownPackage): readonly SourceModule[] {
  const before = read.get(known.name)
  if (before !== undefined) return before
  const names = Object.keys(known.modules)
  const texts = { ...offering(known), ...known.modules }
  const made = Object.entries(texts).map(([name, text]) => {
    const isPackage = name === known.name || names.some((other) => other.startsWith(`${name}.`))
    const path = `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`
    return readSourceModule(path, `from django.db import models\n${text}`)
  })
  for (const module of made) packageOf.set(module, known)
  read.set(known.name, made)
  return made
}

/** Packages offer what their modules have at their top, too. A star would bring `models` along. */
function offering({ modules }: KnownPackage): { readonly [module: string]: string } {
  const offered: Record<string, string> = {}
  for (const [name, text] of Object.entries(modules)) {
    const lines = [...text.matchAll(/^class (\w+)/gm)].map((match) => `from ${name} import ${match[1]}\n`).join('')
    for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) {
      const parent = name.slice(0, at)
      offered[parent] = (offered[parent] ?? '') + lines
    }
  }
  return offered
}

function firstPart(name: string): string {
  return name.split('.')[0] ?? name
}
