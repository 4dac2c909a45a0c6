import { describe, expect, it } from 'vitest'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { svg } from '../../shared/exporters/svg.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { recogniseImporter } from '../../shared/importers/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'

describe.each(allDesigns())('SVG of %s', (_name, doc) => {
  it('opens again as the very same design', async () => {
    const text = exportedText(svg.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS }))
    const files = [{ path: 'diagram.svg', bytes: new TextEncoder().encode(text) }]
    const importer = recogniseImporter(files)
    expect(importer?.id).toBe('picture')
    const back = await importer?.import(files, { app: 'app' }, {})
    expect(back?.diagnostics).toEqual([])
    expect(back === undefined ? '' : writeDocument(back.doc)).toBe(writeDocument(doc))
  })
})
