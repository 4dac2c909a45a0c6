import { RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import type { ErDocument, Model, Options } from '../../../shared/document/records.ts'
import type { ResolvedField, ResolvedModel } from '../../../shared/relations/types.ts'
import { GENERATORS, isGeneratorName } from '../../../shared/sample/values/generators.ts'
import type { GeneratorKind } from '../../../shared/sample/values/generators.ts'
import { guessValues } from '../../../shared/sample/guess/guess.ts'
import { firstRows } from '../../../shared/sample/make-rows.ts'
import { planSample } from '../../../shared/sample/plan/plan.ts'
import type { SampleSettings } from '../../../shared/sample/settings.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import { IconButton } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import { Select } from '../../ui/Select.tsx'
import styles from './Samples.module.css'

interface FieldGeneratorsProps {
  readonly model: ResolvedModel
  readonly settings: SampleSettings
  readonly isLocked: boolean
}

const SHOWN_ROWS = 5

/** A line a field: the generator, its parameters; below, what comes of it. */
export function FieldGenerators({ model, settings, isLocked }: FieldGeneratorsProps) {
  const fields = [...model.localFields, ...model.localManyToMany].filter((one) => one.id !== null && !one.primaryKey)
  return (
    <>
      <div className={styles['fields']}>
        {fields.map((one) => (
          <FieldRow key={one.name} model={model} of={one} isLocked={isLocked} />
        ))}
      </div>
      <Preview model={model} settings={settings} />
    </>
  )
}

const GUESSED = ''

/** The model that declares the field: itself, or a base that it has the field from; null: it stands in no model of the design. */
function ownerOf(doc: ErDocument, model: ModelId | null, field: FieldId | null): ModelId | null {
  const declares = ({ fields }: Model): boolean => fields.some(({ id }) => id === field)
  const itself = doc.models[model ?? '']
  if (itself !== undefined && declares(itself)) return itself.id
  return Object.values(doc.models).find(declares)?.id ?? null
}

function FieldRow({
  model,
  of,
  isLocked,
}: {
  readonly model: ResolvedModel
  readonly of: ResolvedField
  readonly isLocked: boolean
}) {
  const { editor } = useApp()
  const owner = useEditor((s) => ownerOf(s.doc, model.id, of.id))
  // Of Django's own models (`auth.User`) the design has no fields to keep anything for.
  const isFixed = isLocked || owner === null
  const own = useEditor((s) => (of.id === null ? undefined : s.doc.generators[of.id]))
  const { kind: guess, options: guessed } = guessValues(of, model.name)
  const isLink = of.relation !== null
  const kind = own !== undefined && isGeneratorName(own.kind) ? own.kind : GUESSED
  const set = (next: string | null, options: Options): void => {
    if (of.id === null || owner === null) return
    editor.dispatch('generator.set', { model: owner, field: of.id, kind: next, options })
  }
  const generator: GeneratorKind = GENERATORS[kind === GUESSED ? guess : kind]
  const isMany = of.kind === 'manyToMany'
  const params: readonly string[] = isMany ? ['min', 'max'] : isLink ? [] : (generator.params ?? [])
  const shown = of.null && !isMany ? [...params, 'nulls'] : params
  const put = (name: string, text: string): void => {
    const { [name]: _, ...rest } = own?.options ?? guessed
    const value = text === '' ? undefined : NUMBERS.has(name) ? Number(text) : text
    const kept = own?.kind ?? (isLink ? 'links' : guess)
    set(kept, value === undefined || Number.isNaN(value) ? rest : { ...rest, [name]: value })
  }
  return (
    <div className={styles['field']} title={owner === null ? t.samples.notOurs : undefined}>
      <code>{of.name}</code>
      {isLink ? (
        <span>{isMany ? t.samples.links : (of.relation?.toLabel ?? '')}</span>
      ) : (
        <Select
          small
          label={t.samples.generatorOf(of.name)}
          value={kind}
          disabled={isFixed}
          items={[
            { value: GUESSED, label: t.samples.guessed(labelOf(guess)) },
            ...Object.keys(GENERATORS).map((name) => ({ value: name, label: labelOf(name) })),
          ]}
          onChange={(next) => set(next === GUESSED ? null : next, {})}
        />
      )}
      <span className={styles['params']}>
        {shown.map((name) => (
          <label key={name} className={styles['number']}>
            {name === 'nulls' ? t.samples.nulls : t.samples.params[name]}
            <input
              className={field['input']}
              type={NUMBERS.has(name) ? 'number' : name === 'from' || name === 'to' ? 'date' : 'text'}
              value={String(own?.options[name] ?? '')}
              placeholder={own === undefined ? String(guessed[name] ?? '') : ''}
              disabled={isFixed}
              onChange={({ target }) => put(name, target.value)}
            />
          </label>
        ))}
      </span>
      <IconButton
        small
        label={t.samples.resetField(of.name)}
        icon={<RotateCcw />}
        disabled={isFixed || own === undefined}
        onClick={() => set(null, {})}
      />
    </div>
  )
}

const NUMBERS: ReadonlySet<string> = new Set(['min', 'max', 'nulls'])

function labelOf(kind: string): string {
  return t.samples.kinds[kind] ?? (isGeneratorName(kind) ? GENERATORS[kind].label : kind)
}

/** The rows as they would come into empty tables. */
function Preview({ model, settings }: { readonly model: ResolvedModel; readonly settings: SampleSettings }) {
  // Generators do not change what is compiled.
  const doc = useEditor((s) => s.doc)
  const resolution = useCompiled((s) => s.resolution)
  const schema = useCompiled((s) => s.schema)
  const plan = useMemo(
    () =>
      planSample(doc, resolution, schema, { rows: Math.min(settings.rows, 100), seed: settings.seed }).find(
        (one) => one.model === model.key,
      ),
    [doc, resolution, schema, settings.rows, settings.seed, model.key],
  )
  if (plan === undefined) return null
  return (
    <figure
      className={styles['preview']}
      // A region that scrolls has to take the focus, or the keyboard cannot reach its end.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <figcaption>{t.samples.preview}</figcaption>
      <table>
        <thead>
          <tr>
            {plan.columns.map(({ name }) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstRows(plan, SHOWN_ROWS).map((row, index) => (
            <tr key={index}>
              {row.map((value, column) => (
                <td key={plan.columns[column]?.name}>{value === null ? 'NULL' : String(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
