import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../shared/commands/registry.ts'
import { django } from '../../shared/importers/django.ts'
import type { Imported } from '../../shared/importers/importer.ts'
import { checkModels } from '../../shared/relations/checks/check-models.ts'
import { LINT_RULES } from '../../shared/relations/lint/registry.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import { allDesigns } from '../../test/support/designs.ts'
import { FR } from './fr/index.ts'
import { sayIn } from './sentences.ts'

/** Each habit that the lint rules are about, once. */
const HABITS = `
from django.db import models
class A(models.Model):
    note = models.CharField(max_length=9, null=True)
    code = models.IntegerField(unique=True, null=True)
    price = models.FloatField()
    b_id = models.ForeignKey("B", on_delete=models.CASCADE, db_index=False)
    other = models.ForeignKey("B", on_delete=models.CASCADE)
    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "code"], name="u")]
class B(models.Model):
    as_ = models.ManyToManyField("C", related_name="+")
    cs = models.ForeignKey("C", on_delete=models.CASCADE, related_name="+")
    a = models.ForeignKey(A, on_delete=models.CASCADE, related_name="+")
class C(models.Model):
    bs = models.ManyToManyField(B, related_name="+")
    d = models.ForeignKey("D", on_delete=models.CASCADE)
class D(models.Model):
    e = models.ForeignKey("E", on_delete=models.CASCADE)
class E(models.Model):
    f = models.ForeignKey("F", on_delete=models.CASCADE)
class F(models.Model):
    name = models.CharField(max_length=9)
class Join(models.Model):
    e = models.ForeignKey(E, on_delete=models.CASCADE, related_name="+")
    f = models.ForeignKey(F, on_delete=models.CASCADE, related_name="+")
`

describe('sentences of the core in French', () => {
  const file = { path: 'models.py', bytes: new TextEncoder().encode(HABITS) }
  const habits = django.import([file], { app: 'app', settings: {} }, {}) as Imported
  const docs = [...allDesigns().map(([, doc]) => doc), ...(habits.doc === null ? [] : [habits.doc])]
  const all = docs.flatMap((doc) => checkModels(doc, resolveDocument(doc)).all)
  const ours = all.filter(({ code }) => code.startsWith('relata.'))
  const inFrench = (text: string): string | null => sayIn(FR.sentences, text)

  it('have all that lint says: every rule was heard, nothing stayed English', () => {
    const heard = new Set(ours.map(({ code }) => code))
    expect(LINT_RULES.map(({ code }) => code).filter((code) => !heard.has(code))).toEqual([])
    const said = ours.flatMap(({ message, hint }) => [message, ...(hint === null ? [] : [hint])])
    expect([...new Set(said)].filter((text) => inFrench(text) === null)).toEqual([])
  })

  it('have all repairs', () => {
    const labels = new Set(all.flatMap(({ fixes }) => fixes.map(({ label }) => label)))
    expect([...labels].filter((label) => inFrench(label) === null)).toEqual([])
  })

  it('have what a refused command says, names in their places', () => {
    const [doc] = docs
    if (doc === undefined) throw new Error('no design')
    expect(() => applyCommand(doc, 'model.rename', { id: 'model:none' as never, name: 'x' })).toThrow(
      'The model is not in this design any more.',
    )
    expect(inFrench('The model is not in this design any more.')).toBe('Le modèle n’est plus dans cette conception.')
    expect(inFrench('Set max_length to 255')).toBe('Mettre max_length à 255')
    expect(inFrench('No such sentence')).toBeNull()
  })
})
