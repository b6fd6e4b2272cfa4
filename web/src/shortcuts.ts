/** Labels of what keys do. */
export interface KeyMeaning {
  keys: readonly string[];
  meaning: string;
}

/** What is known of a press when it is decided whether it is a shortcut. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  /** Whether an input method is composing. */
  isComposing: boolean;
  /** Whether what was pressed has answered it already. */
  defaultPrevented: boolean;
}

/** Where it was pressed. */
export interface KeyPlace {
  /** Whether letters are taken there: a field of text, a list to choose from. */
  isField: boolean;
  /** Whether a dialogue is open, which has the keyboard for itself. */
  isInDialog: boolean;
}

/** Keys that go on acting while they are held down; the others act once a press. */
const held = new Set(['j', 'k']);

/** The shortcut that a press is, in lower case; null where the key belongs to a field, a dialogue or the browser. */
export function shortcutOf(press: KeyPress, place: KeyPlace): string | null {
  if (press.defaultPrevented || press.isComposing || place.isField || place.isInDialog) return null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return press.repeat && !held.has(key) ? null : key;
}

/** Inputs into which nobody types. */
const withoutText = new Set([
  'checkbox',
  'radio',
  'button',
  'submit',
  'reset',
  'image',
  'file',
  'range',
  'color',
]);

/** Whether an element takes letters. */
export function isFieldOf(element: {
  localName: string;
  type?: string;
  isContentEditable?: boolean;
}): boolean {
  const { localName, type, isContentEditable } = element;
  if (localName === 'input') return !withoutText.has(type ?? 'text');
  return localName === 'textarea' || localName === 'select' || isContentEditable === true;
}
