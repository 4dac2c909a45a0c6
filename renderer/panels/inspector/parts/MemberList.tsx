import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Member } from '../../../../shared/document/records.ts'
import { parseModule } from '../../../../shared/python/parse.ts'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { useEdit } from '../use-edit.ts'
import styles from '../Inspector.module.css'
import { memberName, memberProblem } from './member-name.ts'
import { PythonInput } from './PythonInput.tsx'
import { Rows } from './Rows.tsx'
import rows from './Rows.module.css'

interface MemberStart {
  readonly label: string
  /** Source to begin with; `n` makes a second one's name another. */
  readonly source: (n: number) => string
}

interface MemberListProps {
  readonly label: string
  readonly members: readonly Member[]
  readonly starts: readonly MemberStart[]
  readonly onChange: (members: readonly Member[]) => void
}

/** Python kept word for word: methods, managers, helper functions. Each piece opens to be edited. */
export function MemberList({ label, members, starts, onChange }: MemberListProps) {
  const { disabled, done } = useEdit()
  const [open, setOpen] = useState<number | null>(null)
  function add(start: MemberStart): void {
    const names = new Set(members.map(({ name }) => name))
    let n = 1
    while (names.has(memberName(start.source(n)))) n += 1
    const source = start.source(n)
    onChange([...members, { name: memberName(source), source }])
    setOpen(members.length)
  }
  return (
    <div role="group" aria-label={label} className={rows['group']}>
      <Rows
        label={label}
        items={members}
        nameOf={({ name }) => name}
        disabled={disabled}
        onChange={(next) => {
          setOpen(null)
          onChange(next)
        }}
        render={(member, index) => (
          <>
            <button
              type="button"
              className={styles['opener']}
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? null : index)}
            >
              <ChevronRight size={14} aria-hidden />
              <code>{member.name}</code>
              <span className={styles['fieldType']}>{firstLine(member)}</span>
            </button>
            {open === index && (
              <PythonInput
                label={t.inspector.sourceOf(member.name)}
                value={member.source}
                disabled={disabled}
                check={(source) => memberProblem(source, member.name)}
                onCommit={(source) =>
                  onChange(
                    members.map((other, at) =>
                      at === index ? { name: memberName(source, member.name), source } : other,
                    ),
                  )
                }
                onDone={done}
              />
            )}
          </>
        )}
      />
      <div className={styles['buttons']}>
        {starts.map((start) => (
          <Button key={start.label} small icon={<Plus />} disabled={disabled} onClick={() => add(start)}>
            {start.label}
          </Button>
        ))}
      </div>
    </div>
  )
}

function firstLine({ name, source }: Member): string {
  const [line = ''] = source.split('\n')
  // A method's first line says little more than its name; what it returns says more.
  const body = parseModule(source).body[0]
  if (body?.type !== 'FunctionDef') return line === name ? '' : line
  return (
    source
      .split('\n')
      .find((one) => /^\s*return\b/.test(one))
      ?.trim() ?? ''
  )
}
