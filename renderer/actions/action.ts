/**
 * An action is everything known about one thing a person can do: name, description, key, when it is
 * possible, what it runs. Menus, toolbar, palette, keyboard and the shortcut list read the registry.
 */
export type ActionGroup =
  | 'File'
  | 'Edit'
  | 'Insert'
  | 'View'
  | 'Go'
  | 'Views'
  | 'History'
  | 'Arrange'
  | 'Model'
  | 'Relation'
  | 'Preview'
  | 'Export'
  | 'Help'

export interface Action<Context> {
  /** `edit.undo`; menus of the desktop shell use the same ids. */
  readonly id: string
  readonly label: string
  /** One sentence for the palette and tooltips. */
  readonly description: string
  readonly group: ActionGroup
  /** `Mod` is ⌘ on macOS, Ctrl elsewhere: `Mod+Z`, `Shift+1`, `Delete`. First one is shown.
   * Keys pressed one after the other have a space between: `G F`. */
  readonly keys: readonly string[]
  /** Whether the keys work while the caret is in a text field. Default no. */
  readonly inText?: boolean
  isEnabled(context: Context): boolean
  /** Of what can be on or off, or is one of several: whether it is on; menus show a tick. */
  isOn?(context: Context): boolean
  run(context: Context): void | Promise<void>
}
