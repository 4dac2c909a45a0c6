/** The drawing as a file: SVG as it is, PNG through the browser, PDF through the host. */
import type { ModelId, ViewId } from '../../../shared/document/ids.ts'
import { partOf } from '../../../shared/document/part-of.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { writeDocument } from '../../../shared/document/file/write.ts'
import { embedInPng } from '../../../shared/importers/embedded/png.ts'
import { embedDesign } from '../../../shared/importers/embedded/svg.ts'
import { diagramSvg } from '../../../shared/layout/drawing/svg.ts'
import { toBase64 } from '../../../shared/protocol/base64.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { pngOfSvg } from './png.ts'
import { t } from '../../texts/texts.ts'

export interface PictureFormat {
  readonly id: 'svg' | 'png' | 'pdf'
  readonly label: string
  readonly fileName: string
  readonly scalable: boolean
  /**
   * @param design text to put inside; null: none
   * @param scale of PNG: pixels for one px of the canvas
   */
  save(client: Client, file: Handle<'file'>, svg: string, design: string | null, scale: number): Promise<unknown>
}

export const PICTURE_FORMATS: readonly PictureFormat[] = [
  {
    id: 'svg',
    label: 'SVG',
    fileName: 'diagram.svg',
    scalable: false,
    save: (client, file, svg, design) =>
      client.call('file.saveText', { file, text: design === null ? svg : embedDesign(svg, design) }),
  },
  {
    id: 'png',
    label: 'PNG',
    fileName: 'diagram.png',
    scalable: true,
    async save(client, file, svg, design, scale) {
      const picture = await pngOfSvg(svg, scale)
      const bytes = design === null ? picture : embedInPng(picture, design)
      return client.call('file.saveBytes', { file, bytes: toBase64(bytes) })
    },
  },
  {
    id: 'pdf',
    label: 'PDF',
    fileName: 'diagram.pdf',
    scalable: false,
    save: (client, file, svg, design) => client.call('export.pdf', { file, svg, design }),
  },
]

export interface Picture {
  readonly svg: string
  /** The text of the design that is drawn. */
  readonly design: string
}

/** @param models null: all that the view shows */
export function pictureOf(doc: ErDocument, view: ViewId, models: ReadonlySet<ModelId> | null, dark: boolean): Picture {
  const drawn = models === null ? doc : partOf(doc, models)
  return {
    svg: diagramSvg(drawn, { view, theme: dark ? 'dark' : 'light', words: t.spoken }),
    design: writeDocument(drawn),
  }
}
