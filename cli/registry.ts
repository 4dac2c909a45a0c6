/** Every command of `relata`. Adding one: a file in commands/ and a line here. */
import type { CliCommand } from './command.ts'
import { check } from './commands/check.ts'
import { compile } from './commands/compile.ts'
import { diff } from './commands/diff.ts'
import { dump } from './commands/dump.ts'
import { exportCommand } from './commands/export.ts'
import { impact } from './commands/impact.ts'
import { importCommand } from './commands/import.ts'
import { layout } from './commands/layout.ts'
import { load } from './commands/load.ts'
import { migrate } from './commands/migrate.ts'
import { newCommand } from './commands/new.ts'
import { open } from './commands/open.ts'
import { render } from './commands/render.ts'
import { sample } from './commands/sample.ts'
import { serve } from './commands/serve.ts'
import { shell } from './commands/shell.ts'
import { sql } from './commands/sql.ts'

export const CLI_COMMANDS: readonly CliCommand[] = [
  newCommand,
  check,

  compile,
  importCommand,
  exportCommand,
  diff,
  migrate,
  sample,
  load,
  dump,
  shell,
  sql,
  impact,
  layout,
  render,
  serve,
  open,
]
