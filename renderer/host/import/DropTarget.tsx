import { useEffect, useState } from 'react'
import { useApp } from '../../app/app-context.tsx'
import styles from '../../app/App.module.css'
import { report } from '../../actions/run-action.ts'
import { t } from '../../texts/texts.ts'

/** A file dropped anywhere on the page opens, or is imported. Without this the browser would leave the page. */
export function DropTarget() {
  const { files } = useApp()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      files.dropFiles([...(event.dataTransfer?.files ?? [])]).catch(report)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [files])
  return over ? <div className={styles['dropping']}>{t.files.dropHere}</div> : null
}
