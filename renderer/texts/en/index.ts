/** English. Short, plain, in the user's terms; Django's own words where they are the thing itself. */
import { actions } from './actions.ts'
import { alsoCalled } from './also-called.ts'
import { assistant } from './assistant.ts'
import { canvas } from './canvas.ts'
import { choices } from './choices.ts'
import { code } from './code.ts'
import { columns } from './columns.ts'
import { core } from './core.ts'
import { data } from './data.ts'
import { dock } from './dock.ts'
import { errors } from './errors.ts'
import { exporting } from './export.ts'
import { examples } from './examples.ts'
import { files } from './files.ts'
import { foreign } from './foreign.ts'
import { frame } from './frame.ts'
import { generic } from './generic.ts'
import { hint } from './hint.ts'
import { history } from './history.ts'
import { impact } from './impact.ts'
import { indexes } from './indexes.ts'
import { inspector } from './inspector.ts'
import { meta } from './meta.ts'
import { outline } from './outline.ts'
import { palette } from './palette.ts'
import { plan } from './plan.ts'
import { preview } from './preview.ts'
import { print } from './print.ts'
import { problems } from './problems.ts'
import { relation } from './relation.ts'
import { rename } from './rename.ts'
import { shortcuts } from './shortcuts.ts'
import { samples } from './samples.ts'
import { signatures } from './signatures.ts'
import { sentences } from './sentences.ts'
import { spoken } from './spoken.ts'
import { themes } from './themes.ts'
import { ui } from './ui.ts'
import { views } from './views.ts'
import { welcome } from './welcome.ts'

export const EN = {
  ui,
  themes,
  frame,
  dock,
  outline,
  actions,
  alsoCalled,
  palette,
  hint,
  welcome,
  examples,
  exporting,
  files,
  preview,
  foreign,
  data,
  columns,
  plan,
  samples,
  signatures,
  impact,
  problems,
  code,
  relation,
  generic,
  assistant,
  inspector,
  meta,
  indexes,
  choices,
  shortcuts,
  errors,
  canvas,
  views,
  history,
  rename,
  print,
  core,
  sentences,
  spoken,
}

export type Texts = typeof EN
