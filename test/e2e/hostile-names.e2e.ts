/** [R3] Names that are scripts, in every place where names are shown: nothing runs, nothing is reported. */
import { expect, it } from 'vitest'

import type { Model } from '../../shared/document/records.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { hostileDocument } from '../support/hostile-document.ts'
import { appPage } from './app-page.ts'
import { openStage } from './stage.ts'

const RUN = 'window.scriptsRan=(window.scriptsRan||0)+1'
const SCRIPTS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}">`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror='${RUN}'>`,
  `javascript:${RUN}`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<a href="javascript:${RUN}">x</a>`,
  `</style><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `<math><mtext><script>${RUN}</script></mtext></math>`,
  `<details open ontoggle="${RUN}">`,
  `<body onload="${RUN}">`,
  `<input autofocus onfocus="${RUN}">`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `<template><script>${RUN}</script></template>`,
  `<object data="javascript:${RUN}">`,
  `<style>@import 'javascript:${RUN}'</style>`,
  `]]><script>${RUN}</script>`,
]

it(`${SCRIPTS.length * 2} of them`, async () => {
  const base = hostileDocument()
  const models = Object.fromEntries(
    SCRIPTS.map((name, i) => {
      const id = `model:xss${i}` as Model['id']
      const field = {
        id: `field:xss${i}`,
        name,
        kind: 'scalar',
        type: 'CharField',
        options: { max_length: 9, help_text: name },
        choices: null,
      }
      return [
        id,
        {
          ...Object.values(base.models)[0],
          id,
          name,
          fields: [field],
          docstring: name,
          meta: { db_table_comment: name, verbose_name: name },
        },
      ]
    }),
  ) as unknown as typeof base.models
  const root = base.root['root']!
  const doc = {
    ...base,
    models,
    root: { root: { ...root, name: SCRIPTS[0] ?? '', modelOrder: Object.keys(models) as Model['id'][] } },
  }
  const stage = await openStage({ design: writeDocument(doc) })
  const dialogs: string[] = []
  stage.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await stage.page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const reports = ((window as unknown as { policyReports?: string[] }).policyReports ??= [])
      reports.push(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  const app = await appPage(stage.page)
  expect((await app.models()).length).toBe(SCRIPTS.length)
  for (const tab of ['SQL', 'TypeScript', 'Django', 'Problems']) {
    await app.tab(tab)
    await stage.page.waitForTimeout(150)
  }
  for (let i = 0; i < 5; i++) {
    await app.outline
      .getByRole('option')
      .nth(i + 1)
      .click()
    await stage.page.waitForTimeout(50)
  }
  await stage.page.mouse.move(640, 300)
  await stage.page.waitForTimeout(300)
  const seen = await stage.page.evaluate(() => {
    const { scriptsRan = 0, policyReports = [] } = window as unknown as {
      scriptsRan?: number
      policyReports?: string[]
    }
    return { ran: scriptsRan, reports: policyReports, title: document.title }
  })
  expect({ ...seen, dialogs }).toEqual({ ran: 0, reports: [], title: seen.title, dialogs: [] })
  await stage.close()
})
