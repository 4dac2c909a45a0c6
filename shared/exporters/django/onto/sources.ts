/** The Python files that a design came from, with the statement of each of its records. */
import type { EnumId, FieldId, ModelId } from '../../../document/ids.ts'
import { draftFields } from '../../../importers/django/read-model.ts'
import type { FieldDraft } from '../../../importers/django/read-model.ts'
import { readSourceModule } from '../../../importers/django/modules.ts'
import type { ClassDecl, SourceModule } from '../../../importers/django/modules.ts'
import { readProject } from '../../../importers/django/project.ts'
import type { EnumDecl, ModelDecl, Project } from '../../../importers/django/project.ts'
import type { TextEdit } from './text-edits.ts'

export interface SourceText {
  readonly path: string
  readonly text: string
}

export class Sources {
  readonly project: Project
  readonly models: ReadonlyMap<ModelId, ModelDecl>
  readonly fields: ReadonlyMap<FieldId, FieldDraft>
  readonly enums: ReadonlyMap<EnumId, EnumDecl>
  private readonly edits = new Map<SourceModule, TextEdit[]>()
  /** Text that was added to a module: what it names has to be imported there. */
  private readonly added = new Map<SourceModule, string[]>()

  constructor(files: readonly SourceText[], app: string) {
    this.project = readProject(
      files.map(({ path, text }) => readSourceModule(path, text)),
      app,
    )
    this.models = new Map(this.project.models.map((model) => [model.id, model]))
    this.fields = new Map(
      this.project.models.flatMap((m) => draftFields(m.decl, this.project).map((draft) => [draft.id, draft] as const)),
    )
    this.enums = new Map([...this.project.enums.values()].map((e) => [e.id, e]))
  }

  add(module: SourceModule, edits: readonly TextEdit[]): void {
    if (edits.length === 0) return
    this.rename(module, edits)
    this.added.set(module, [...(this.added.get(module) ?? []), ...edits.map((edit) => edit.text)])
  }

  /** Edits that put one name for another: what they name is there already. */
  rename(module: SourceModule, edits: readonly TextEdit[]): void {
    const list = this.edits.get(module) ?? []
    list.push(...edits)
    this.edits.set(module, list)
  }

  editsOf(module: SourceModule): readonly TextEdit[] {
    return this.edits.get(module) ?? []
  }

  addedTo(module: SourceModule): readonly string[] {
    return this.added.get(module) ?? []
  }

  moduleOfApp(label: string): SourceModule | undefined {
    return this.project.models.findLast((model) => model.app === label)?.decl.module
  }
}

/** The indentation of a class body; null: it stands on the header's line. */
export function bodyIndent(decl: ClassDecl): string | null {
  const { text } = decl.module
  const first = decl.node.body[0]
  if (first === undefined) return null
  const start = Math.max(text.lastIndexOf('\n', first.from - 1), text.lastIndexOf('\r', first.from - 1)) + 1
  const before = text.slice(start, first.from)
  return before.trim() === '' && start > decl.node.from ? before : null
}
