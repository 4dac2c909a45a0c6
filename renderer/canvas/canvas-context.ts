import { createContext, useContext } from 'react'
import type { Scene } from '../../shared/layout/scene/scene.ts'
import type { BoxSignals } from './engine.ts'
import type { ShownStore } from './viewport/window.ts'

export interface CanvasParts {
  readonly scene: Scene
  readonly boxes: BoxSignals
  readonly shown: ShownStore
}

const CanvasContext = createContext<CanvasParts | null>(null)

export const CanvasProvider = CanvasContext.Provider

export function useCanvas(): CanvasParts {
  const parts = useContext(CanvasContext)
  if (parts === null) throw new Error('useCanvas outside CanvasProvider')
  return parts
}
