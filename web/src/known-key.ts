/** A key of a table as an address gives it; another text, or none, means `otherwise`. */
export const knownKey = <Key extends string>(
  table: Readonly<Record<Key, unknown>>,
  text: string | null,
  otherwise: Key,
): Key => (text !== null && Object.hasOwn(table, text) ? (text as Key) : otherwise);
